import { isConnectorException, type APIConfiguration } from '@icf-ts/framework';
import { decodeFacadeKey, encodeFacadeKey } from '#src/protocol/facade-key.js';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import { ProtocolError } from '#src/protocol/protocol-error.js';
import { Finding } from './finding.js';
import type { Random } from './random.js';

/** Reads a stream as a facade key, sometimes with a text that is not quite Base64. @throws Finding */
export function tryFacadeKey(bytes: Buffer, random: Random): void {
  const configuration = read(spoilt(bytes.toString('base64'), random));
  if (!configuration) return;
  const once = written(configuration);
  if (once !== undefined && written(read(once)) !== once)
    throw new Finding('a facade key comes back changed');
}

function spoilt(key: string, random: Random): string {
  if (!random.oneIn(4) || key === '') return key;
  const at = random.below(key.length);
  return (
    key.slice(0, at) +
    random.pick(['=', '==', '', '\n', '-', 'é', 'A', '\0']) +
    key.slice(at + random.below(2))
  );
}

function read(key: string | undefined): APIConfiguration | undefined {
  try {
    return key === undefined ? undefined : decodeFacadeKey(key, DEFAULT_LIMITS).configuration;
  } catch (cause) {
    if (isConnectorException(cause)) return undefined;
    throw new Finding(`decodeFacadeKey threw ${String(cause)}`, { cause });
  }
}

function written(configuration: APIConfiguration | undefined): string | undefined {
  try {
    return configuration && encodeFacadeKey(configuration, 'connid');
  } catch (cause) {
    if (cause instanceof ProtocolError) return undefined;
    throw new Finding(`encodeFacadeKey threw ${String(cause)}`, { cause });
  }
}
