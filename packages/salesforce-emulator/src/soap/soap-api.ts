/** A SOAP API of the org: the letter in its path, its namespaces, and its name in LoginHistory. */
export interface SoapApi {
  readonly letter: string;
  readonly namespace: string;
  readonly faultNamespace: string;
  readonly apiType: string;
}

const soapApi = (letter: string, name: string): SoapApi => ({
  letter,
  namespace: `urn:${name.toLowerCase()}.soap.sforce.com`,
  faultNamespace: `urn:fault.${name.toLowerCase()}.soap.sforce.com`,
  apiType: `SOAP ${name}`,
});

/** By the letter in their path. */
export const SOAP_APIS: Readonly<Record<string, SoapApi>> = {
  u: soapApi('u', 'Partner'),
  c: soapApi('c', 'Enterprise'),
};
