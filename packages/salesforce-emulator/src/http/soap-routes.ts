import type { FastifyInstance, FastifyReply } from 'fastify';
import { SOAP_APIS } from '../soap/soap-api.js';
import type { SoapApi } from '../soap/soap-api.js';
import { soapAnswer } from '../soap/soap-dispatch.js';
import { SoapFault, soapFaults } from '../soap/soap-fault.js';
import { faultEnvelope } from '../soap/write-envelope.js';
import type { OrgState } from '../org-state.js';

/** The calls answered here are of a few lines; it also bounds what an XML parser may be fed. */
const MAX_SOAP_BODY_BYTES = 65_536;
const XML_TYPE = 'text/xml;charset=UTF-8';

/** Routes of the SOAP APIs. Clients may add the org's id to the path, as the answer of `login` does. */
export function registerSoapRoutes(app: FastifyInstance, org: OrgState): void {
  for (const api of Object.values(SOAP_APIS)) {
    app.route({
      method: 'POST',
      url: `/services/Soap/${api.letter}/:version/:organizationId?`,
      bodyLimit: MAX_SOAP_BODY_BYTES,
      errorHandler: (error, _request, reply) => {
        const isTooLarge = error.code === 'FST_ERR_CTP_BODY_TOO_LARGE';
        sendFault(org, reply, api, isTooLarge ? soapFaults.tooLarge(MAX_SOAP_BODY_BYTES) : error);
      },
      handler: (request, reply) => {
        const { version = '' } = request.params as Readonly<Record<string, string>>;
        const text = typeof request.body === 'string' ? request.body : '';
        const origin = { sourceIp: request.ip, loginUrl: request.host };
        reply
          .code(200)
          .type(XML_TYPE)
          .send(soapAnswer(org, api, version, text, origin));
      },
    });
  }
}

/** What is no fault of the caller is a fault of the emulator itself. */
function sendFault(org: OrgState, reply: FastifyReply, api: SoapApi, error: unknown): void {
  if (!(error instanceof SoapFault)) org.settings.onUnexpectedError(error);
  const fault =
    error instanceof SoapFault ? error : new SoapFault('soapenv:Server', 'An unexpected error occurred.');
  reply.code(500).type(XML_TYPE).send(faultEnvelope(api, fault));
}
