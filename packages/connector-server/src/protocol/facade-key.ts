import { APIConfiguration, ConfigurationException } from '@icf-ts/framework';
import { ByteWriter } from './byte-writer.js';
import { Decoder } from './decoder.js';
import { Encoder } from './encoder.js';
import type { ProtocolLimits } from './limits.js';
import type { Dialect } from './rows/row.js';
import { Scanner } from './scan.js';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * A configuration as a request carries it: Base64 of a complete stream with one APIConfiguration. Buffering, time limits
 * and the instance name are the client's business and stay out. The text holds every secret of the configuration.
 */
export function encodeFacadeKey(configuration: APIConfiguration, dialect: Dialect): string {
  const output = new ByteWriter();
  new Encoder(dialect).encode(
    configuration.with({ producerBufferSize: 0, timeoutsMs: new Map(), instanceName: null }),
    output,
  );
  return output.take().toString('base64');
}

/** @throws ConfigurationException when the text is no facade key. */
export function decodeFacadeKey(key: string, limits: ProtocolLimits): APIConfiguration {
  if (!BASE64.test(key) || key.length % 4 !== 0)
    throw new ConfigurationException('The facade key is not Base64.');
  const scanner = new Scanner(limits);
  scanner.push(Buffer.from(key, 'base64'));
  const message = scanner.next();
  const configuration = message && new Decoder(limits).decode(message);
  if (configuration instanceof APIConfiguration) return configuration;
  throw new ConfigurationException('The facade key does not hold a configuration.');
}
