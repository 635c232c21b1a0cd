import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { requestErrors } from '../errors/request-errors.js';

/** A body that carries a table for a bulk job, and what else came with it. */
export class UploadBody {
  readonly text: string;
  readonly pieces: readonly Buffer[];

  constructor(text: string, pieces: readonly Buffer[]) {
    this.text = text;
    this.pieces = pieces;
  }
}

/** Reads bodies in the pieces they come in, which is the only copy that is made of them. */
export function acceptUploads(scope: FastifyInstance, maxBytes: number): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', async (_request: unknown, body: IncomingMessage) => {
    return new UploadBody('', await collect(body, maxBytes));
  });
}

/** Reads `multipart/form-data` with the parts `job`, which is JSON, and `content`, which is a table. */
export function acceptMultipart(scope: FastifyInstance, maxBytes: number): void {
  scope.addContentTypeParser(
    'multipart/form-data',
    async (request: FastifyRequest, body: IncomingMessage) => {
      const pieces = await collect(body, maxBytes);
      const type = request.headers['content-type'] ?? '';
      const response = new Response(Buffer.concat(pieces), { headers: { 'content-type': type } });
      const form = await response.formData().catch(() => {
        throw requestErrors.jsonSyntax('The parts of the request cannot be read');
      });
      const [job, content] = await Promise.all([partBytes(form, 'job'), partBytes(form, 'content')]);
      return new UploadBody(job.toString('utf8'), [content]);
    },
  );
}

async function partBytes(form: FormData, name: string): Promise<Buffer> {
  const part = form.get(name);
  if (part === null) throw requestErrors.jsonSyntax(`The part '${name}' is missing`);
  return typeof part === 'string' ? Buffer.from(part) : Buffer.from(await part.arrayBuffer());
}

/** @throws ApiError REQUEST_TOO_LARGE, before more than that is kept */
async function collect(body: IncomingMessage, maxBytes: number): Promise<Buffer[]> {
  if (Number(body.headers['content-length'] ?? 0) > maxBytes) throw requestErrors.bodyTooLarge(maxBytes);
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > maxBytes) throw requestErrors.bodyTooLarge(maxBytes);
    pieces.push(piece);
  }
  return pieces;
}
