import { XML_DECLARATION, xmlElement } from '../xml/xml-text.js';
import type { XmlContent } from '../xml/xml-text.js';
import type { SoapApi } from './soap-api.js';
import type { SoapFault } from './soap-fault.js';

const ENVELOPE = 'xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"';
const INSTANCE = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** @param result what the operation's `result` element holds; undefined for an answer without one */
export function answerEnvelope(api: SoapApi, operation: string, result: XmlContent | undefined): string {
  const body = xmlElement(`${operation}Response`, { result });
  return `${XML_DECLARATION}<soapenv:Envelope ${ENVELOPE} xmlns="${api.namespace}" ${INSTANCE}><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`;
}

export function faultEnvelope(api: SoapApi, { faultCode, faultString, detail }: SoapFault): string {
  const inner = detail && {
    'sf:exceptionCode': detail.code,
    'sf:exceptionMessage': detail.text,
  };
  const fault = [
    xmlElement('faultcode', faultCode),
    xmlElement('faultstring', faultString),
    detail && `<detail>${xmlElement(`sf:${detail.fault}`, inner, `xsi:type="sf:${detail.fault}"`)}</detail>`,
  ].join('');
  return `${XML_DECLARATION}<soapenv:Envelope ${ENVELOPE} xmlns:sf="${api.faultNamespace}" ${INSTANCE}><soapenv:Body><soapenv:Fault>${fault}</soapenv:Fault></soapenv:Body></soapenv:Envelope>`;
}
