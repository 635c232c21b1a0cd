/** A refusal of the SOAP API, which always comes with HTTP 500. */
export class SoapFault extends Error {
  override readonly name = 'SoapFault';
  /** With its prefix where it has one. */
  readonly faultCode: string;
  readonly faultString: string;
  /** What goes into `detail`: name of the fault, code and message; null for faults of SOAP itself. */
  readonly detail: { readonly fault: string; readonly code: string; readonly text: string } | null;

  constructor(faultCode: string, faultString: string, detail: SoapFault['detail'] = null) {
    super(faultString);
    this.faultCode = faultCode;
    this.faultString = faultString;
    this.detail = detail;
  }
}

/** A refusal by the org, with an exception code of its own. */
export function orgFault(code: string, text: string, fault = 'UnexpectedErrorFault'): SoapFault {
  return new SoapFault(`sf:${code}`, `${code}: ${text}`, { fault, code, text });
}

export const soapFaults = {
  /** As recorded, its code has no prefix. */
  invalidLogin: () => {
    const text = 'Invalid username, password, security token; or user locked out.';
    const code = 'INVALID_LOGIN';
    return new SoapFault(code, `${code}: ${text}`, { fault: 'LoginFault', code, text });
  },
  invalidSession: () =>
    orgFault('INVALID_SESSION_ID', 'Invalid Session ID found in SessionHeader: Illegal Session'),
  versionUnsupported: () =>
    orgFault('UNSUPPORTED_API_VERSION', 'Invalid Api version specified on URL', 'UnexpectedErrorFault'),
  malformed: (reason: string) => new SoapFault('soapenv:Client', `The request is no SOAP message: ${reason}`),
  tooLarge: (maxBytes: number) =>
    new SoapFault('soapenv:Client', `The request is larger than ${maxBytes} bytes`),
  noOperation: (namespace: string, name: string) =>
    new SoapFault('soapenv:Client', `No operation available for request {${namespace}}${name}`),
};
