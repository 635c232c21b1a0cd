import { MemoryHost } from '../robustness/hosts.js';
import { decodeStream } from '../sessions/replay.js';
import { Finding } from './finding.js';
import { Random, fingerprint } from './random.js';

const LIMIT_MS = 30_000;

/** A server without sockets that is sent what a client might send. */
export class ServerUnderTest {
  readonly #host = new MemoryHost();

  /** Serves a client that sends these bytes in pieces and ends. @throws Finding */
  async try(bytes: Buffer): Promise<void> {
    const random = new Random(fingerprint(bytes));
    const chunks: Buffer[] = [];
    for (let from = 0; from < bytes.length;) {
      const to = from + 1 + random.below(random.oneIn(3) ? 40 : 4000);
      chunks.push(bytes.subarray(from, to));
      from = to;
    }
    const answer = await this.#withinTime(this.#host.serve(...chunks));
    try {
      decodeStream(answer);
    } catch (cause) {
      throw new Finding(`the server's answer does not decode: ${String(cause)}`, { cause });
    }
  }

  dispose(): Promise<void> {
    return this.#host.dispose();
  }

  async #withinTime(answer: Promise<Buffer>): Promise<Buffer> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Finding('the session does not end')), LIMIT_MS);
    });
    try {
      return await Promise.race([answer, late]);
    } catch (cause) {
      if (cause instanceof Finding) throw cause;
      throw new Finding(`the session threw ${String(cause)}`, { cause });
    } finally {
      clearTimeout(timer);
    }
  }
}
