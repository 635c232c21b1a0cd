import { APIConfiguration, ConfigurationException } from '@icf-ts/framework';
import { ByteWriter } from './byte-writer.js';
import { Decoder } from './decoder.js';
import { Encoder } from './encoder.js';
import type { ProtocolLimits } from './limits.js';
import type { Dialect } from './rows/row.js';
import { Scanner } from './scan.js';
import { shownDialect } from './shown-dialect.js';

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

/** What a request carries of its connector. */
export interface FacadeKeyContent {
  readonly configuration: APIConfiguration;
  /** What the client that wrote it speaks, as its own stream shows; undefined where it does not tell. */
  readonly dialect: Dialect | undefined;
}

/** @throws ConfigurationException when the text is no facade key. */
export function decodeFacadeKey(key: string, limits: ProtocolLimits): FacadeKeyContent {
  if (!BASE64.test(key) || key.length % 4 !== 0)
    throw new ConfigurationException('The facade key is not Base64.');
  const scanner = new Scanner(limits);
  scanner.push(Buffer.from(key, 'base64'));
  const message = scanner.next();
  const decoder = new Decoder(limits);
  const configuration = message && decoder.decode(message);
  if (configuration instanceof APIConfiguration)
    return { configuration, dialect: shownDialect(decoder.names()) };
  throw new ConfigurationException('The facade key does not hold a configuration.');
}
