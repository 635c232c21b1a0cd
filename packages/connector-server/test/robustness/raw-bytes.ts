import { Decoder } from '#src/protocol/decoder.js';
import { DEFAULT_LIMITS, type ProtocolLimits } from '#src/protocol/limits.js';
import type { Scanner } from '#src/protocol/scan.js';
import { MAGIC, TAG, VERSION } from '#src/protocol/tags.js';
import { bytesOf, objects, sessions } from '../fixture-index.js';

/* The encoding spelled out byte by byte, so that tests can write what no encoder would. */

export const int32 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, at) => bytes.writeInt32BE(value, at * 4));
  return bytes;
};
export const byte = (...values: readonly number[]): Buffer => Buffer.from(values);
export const join = (...parts: readonly Uint8Array[]): Buffer => Buffer.concat(parts);
export const sized = (bytes: Uint8Array): Buffer => join(int32(bytes.length), bytes);
export const text = (value: string): Buffer => sized(Buffer.from(value));

export const PREAMBLE = int32(MAGIC, VERSION);
export const END = byte(TAG.END);
export const NULL = byte(TAG.NULL, TAG.END);
export const anonymous = (bytes: Uint8Array): Buffer => join(byte(TAG.ANONYMOUS), sized(bytes));

/** One message: names its constants in order of use, from `firstId` on. */
export class RawMessage {
  readonly #ids = new Map<string, number>();

  id(name: string): Buffer {
    if (!this.#ids.has(name)) this.#ids.set(name, this.#ids.size);
    return int32(this.#ids.get(name)!);
  }
  classRef(name: string): Buffer {
    if (name.endsWith('[]')) return join(byte(TAG.ARRAY), this.classRef(name.slice(0, -2)));
    return join(byte(TAG.CLASS), this.id(name));
  }
  named(name: string, bytes: Uint8Array): Buffer {
    return join(byte(TAG.NAMED), this.id(name), sized(bytes));
  }
  object(type: string, ...fields: readonly Uint8Array[]): Buffer {
    return join(this.classRef(type), ...fields, END);
  }
  string(value: string): Buffer {
    return this.object('String', anonymous(text(value)));
  }
  /** The constants, then the object. */
  done(object: Uint8Array): Buffer {
    const constants = [...this.#ids].map(([name, id]) => join(text(name), int32(id)));
    return join(int32(constants.length), ...constants, object);
  }
}

/** The message of one object, built with the names that it needs. */
export function message(build: (raw: RawMessage) => Uint8Array): Buffer {
  const raw = new RawMessage();
  return raw.done(build(raw));
}

export const decode = (bytes: Buffer, limits: ProtocolLimits = DEFAULT_LIMITS): unknown =>
  new Decoder(limits).decode(bytes);

/** All messages that a scanner has now. */
export function drain(scanner: Scanner): Buffer[] {
  const messages: Buffer[] = [];
  for (let found = scanner.next(); found; found = scanner.next()) messages.push(Buffer.from(found));
  return messages;
}

export interface RecordedStream {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Every recorded stream: objects, what clients sent, what servers sent. */
export const recordedStreams = (): readonly RecordedStream[] => [
  ...objects.map(({ name, file }) => ({ name: `object ${name}`, bytes: bytesOf(file) })),
  ...clientStreams(),
  ...sessions.map(({ name, server }) => ({ name: `server ${name}`, bytes: bytesOf(server) })),
];

export const clientStreams = (): readonly RecordedStream[] =>
  sessions.map(({ name, client }) => ({ name: `client ${name}`, bytes: bytesOf(client) }));
