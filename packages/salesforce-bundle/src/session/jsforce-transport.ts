import { Duplex } from 'node:stream';
import type { HttpRequest, HttpResponse } from 'jsforce';
import type { Transport } from 'jsforce/lib/transport.js';
import type { HttpClient } from './http/http-client.js';

/** The part of a transport that jsforce calls. */
export type CallTransport = Pick<Transport, 'httpRequest'>;

/** Hands jsforce's requests of one call to the client, with the call's signal. */
export function jsforceTransport(
  client: HttpClient,
  call: { readonly signal?: AbortSignal; readonly onResponse?: (response: HttpResponse) => void },
): CallTransport {
  const send = async (request: HttpRequest): Promise<HttpResponse> => {
    const response = await client.send(request, call.signal);
    call.onResponse?.(response);
    return response;
  };
  return {
    // jsforce wants to be able to read the answer as a stream; nobody here does.
    httpRequest: (request) =>
      Object.assign(send(request), {
        stream: () => new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() }),
      }),
  };
}
