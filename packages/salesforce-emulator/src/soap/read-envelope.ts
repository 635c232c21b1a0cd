import { DOMParser } from '@xmldom/xmldom';
import type { Element, Node } from '@xmldom/xmldom';
import { soapFaults } from './soap-fault.js';

const ENVELOPE_NAMESPACE = 'http://schemas.xmlsoap.org/soap/envelope/';
const ELEMENT_NODE = 1;
const TEXT_NODES = [3, 4];

/** The parser's complaints may quote the whole document. */
const MAX_PROBLEM_CHARACTERS = 200;

/** A call as its envelope tells it. */
export interface SoapRequest {
  readonly operation: string;
  readonly namespace: string;
  /** Texts of the operation's own elements, by local name. */
  readonly values: ReadonlyMap<string, string>;
  /** From the header. */
  readonly sessionId: string | undefined;
}

/** @throws SoapFault `soapenv:Client` for what is no SOAP envelope with one operation */
export function readEnvelope(text: string): SoapRequest {
  // SOAP forbids document types; without them there are no entities to expand either.
  if (text.includes('<!DOCTYPE')) throw soapFaults.malformed('it has a document type');
  const envelope = parse(text);
  if (envelope?.localName !== 'Envelope' || envelope.namespaceURI !== ENVELOPE_NAMESPACE) {
    throw soapFaults.malformed('its root is no SOAP 1.1 envelope');
  }
  const [operation] = elements(childNamed(envelope, 'Body'));
  if (!operation) throw soapFaults.malformed('its body is empty');
  const header = childNamed(childNamed(envelope, 'Header'), 'SessionHeader');
  const sessionId = childNamed(header, 'sessionId');
  return {
    operation: operation.localName ?? '',
    namespace: operation.namespaceURI ?? '',
    values: new Map(elements(operation).map((element) => [element.localName ?? '', ownText(element)])),
    sessionId: sessionId && ownText(sessionId),
  };
}

function parse(text: string): Element | null {
  let problem = '';
  const refuse = (_level: string, message: string): never => {
    problem ||= message;
    throw new SyntaxError(message);
  };
  try {
    return new DOMParser({ onError: refuse, locator: false }).parseFromString(text, 'text/xml')
      .documentElement;
  } catch (cause) {
    if (problem === '') throw cause;
    throw soapFaults.malformed(problem.slice(0, MAX_PROBLEM_CHARACTERS));
  }
}

function elements(parent: Element | undefined): readonly Element[] {
  return nodes(parent).filter((node): node is Element => node.nodeType === ELEMENT_NODE);
}

function childNamed(parent: Element | undefined, localName: string): Element | undefined {
  return elements(parent).find((element) => element.localName === localName);
}

/** Text and CDATA directly within, blanks kept: they may belong to a password. */
function ownText(element: Element): string {
  return nodes(element)
    .filter(({ nodeType }) => TEXT_NODES.includes(nodeType))
    .map(({ nodeValue }) => nodeValue ?? '')
    .join('');
}

function nodes(parent: Element | undefined): readonly Node[] {
  const found: Node[] = [];
  for (let node: Node | null = parent?.firstChild ?? null; node; node = node.nextSibling) found.push(node);
  return found;
}
