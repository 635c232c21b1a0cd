import { http } from './org-client.js';
import type { Answer } from './org-client.js';

export const PARTNER = 'urn:partner.soap.sforce.com';

/** A SOAP call as clients send it; `inner` is the operation's element. */
export function soapCall(url: string, inner: string, sessionId = '', namespace = PARTNER): Promise<Answer> {
  const header = `<SessionHeader xmlns="${namespace}"><sessionId>${sessionId}</sessionId></SessionHeader>`;
  return postXml(
    url,
    `<se:Envelope xmlns:se="http://schemas.xmlsoap.org/soap/envelope/"><se:Header>${header}</se:Header><se:Body>${inner}</se:Body></se:Envelope>`,
  );
}

export function postXml(url: string, body: string): Promise<Answer> {
  return http(url, { method: 'POST', headers: { 'content-type': 'text/xml', SOAPAction: '""' }, body });
}

export function loginElement(username: string, password: string, namespace = PARTNER): string {
  return `<login xmlns="${namespace}"><username>${username}</username><password>${password}</password></login>`;
}

/** The names of a document's elements in their order, each with its depth, and its attributes' names. */
export function outline(xml: string): readonly string[] {
  const lines: string[] = [];
  let depth = 0;
  for (const [tag] of xml.matchAll(/<[^?!][^>]*>/g)) {
    if (tag.startsWith('</')) {
      depth -= 1;
      continue;
    }
    const [name = ''] = tag.slice(1).split(/[\s/>]/);
    const attributes = [...tag.matchAll(/\s([\w:]+)=/g)].map((match) => match[1]).sort();
    lines.push(`${depth} ${name} ${attributes.join(' ')}`);
    if (!tag.endsWith('/>')) depth += 1;
  }
  return lines;
}
