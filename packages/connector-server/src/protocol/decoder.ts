import { ConnectorException, TypedArray, isConnectorException } from '@icf-ts/framework';
import { ByteReader } from './byte-reader.js';
import { DEFAULT_LIMITS, type ProtocolLimits } from './limits.js';
import { ProtocolError } from './protocol-error.js';
import { rowByName } from './rows/registry.js';
import { isField, isScalar, type FieldKind, type RecordRow, type Row, type ScalarKind } from './rows/row.js';
import { TAG } from './tags.js';

/** Where the fields of a row are found by name, computed once per row. */
interface Layout {
  readonly slots: ReadonlyMap<string, number>;
  readonly kinds: readonly FieldKind[];
  /** Whether anonymous objects mean anything to the type; where not, they are skipped like unknown fields. */
  readonly hasItems: boolean;
}

const layouts = new WeakMap<RecordRow, Layout>();
function layoutOf(row: RecordRow): Layout {
  let layout = layouts.get(row);
  if (!layout) {
    const fields = row.parts.filter(isField);
    layout = {
      slots: new Map(fields.map(({ name }, at) => [name, at])),
      kinds: fields.map(({ kind }) => kind),
      hasItems: fields.length < row.parts.length,
    };
    layouts.set(row, layout);
  }
  return layout;
}

/**
 * Reads objects for one direction of one connection, from whole messages as the scanner cuts them. Unknown fields are
 * skipped without a look inside; an unknown type makes its message unreadable.
 */
export class Decoder {
  readonly #limits: ProtocolLimits;
  readonly #constants = new Map<number, string>();
  #depth = 0;
  #records = 0;

  constructor(limits: ProtocolLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /**
   * Takes in the message's constants and names its type, without decoding the body; null for the null object, undefined
   * for an array. `read` decodes the body of what it returned.
   */
  open(message: Buffer): { readonly type: string | null | undefined; readonly body: ByteReader } {
    const reader = new ByteReader(message);
    for (let left = reader.i32(); left > 0; left--) {
      const text = reader.text();
      this.#constants.set(reader.i32(), text);
    }
    const tag = message[reader.at];
    const type =
      tag === TAG.NULL
        ? null
        : tag === TAG.CLASS
          ? this.#constantOf(new ByteReader(message, reader.at + 1).i32())
          : undefined;
    return { type, body: reader };
  }

  /** @throws ProtocolError naming what cannot be read. */
  read(body: ByteReader): unknown {
    this.#depth = 0;
    this.#records = 0;
    try {
      return this.#object(body);
    } catch (error) {
      if (error instanceof ProtocolError) throw error;
      // A value's constructor refused what the peer sent.
      const reason =
        isConnectorException(error) || error instanceof ConnectorException ? error.message : String(error);
      throw new ProtocolError(`The peer sent a value that cannot exist: ${shortened(reason)}`, {
        cause: error,
      });
    }
  }

  decode(message: Buffer): unknown {
    return this.read(this.open(message).body);
  }

  #object(reader: ByteReader): unknown {
    if (++this.#depth > this.#limits.maxDepth) {
      throw new ProtocolError(`An object is nested more than ${this.#limits.maxDepth} levels deep.`);
    }
    const type = this.#classRef(reader);
    const value =
      type === null
        ? this.#nothing(reader)
        : type.endsWith('[]')
          ? this.#array(type.slice(0, -2), reader)
          : this.#value(this.#row(type), reader);
    this.#depth--;
    return value;
  }

  #row(type: string): Row {
    const row = rowByName(type);
    if (!row) throw new ProtocolError(`No deserializer for type: ${type.slice(0, 100)}`);
    return row;
  }

  #value(row: Row, reader: ByteReader): unknown {
    if (isScalar(row)) return row.make(this.#scalarContent(row.scalar, reader) as never);
    this.#countRecord();
    const { slots, kinds, hasItems } = layoutOf(row);
    const starts: number[] = [];
    const ends: number[] = [];
    let items: unknown[] | undefined;
    for (let tag = reader.u8(); tag !== TAG.END; tag = reader.u8()) {
      const name = tag === TAG.NAMED ? this.#constantOf(reader.i32()) : undefined;
      if (tag !== TAG.NAMED && tag !== TAG.ANONYMOUS)
        throw new ProtocolError(`Byte ${tag} is not the tag of a field.`);
      const length = reader.length();
      if (name === undefined) {
        if (hasItems)
          (items ??= []).push(this.#object(new ByteReader(reader.bytes, reader.at, reader.at + length)));
      } else {
        const slot = slots.get(name);
        if (slot !== undefined) {
          starts[slot] = reader.at;
          ends[slot] = reader.at + length;
        }
      }
      reader.at += length;
    }
    const values: unknown[] = [];
    for (let slot = 0; slot < kinds.length; slot++) {
      const start = starts[slot];
      values.push(
        start === undefined
          ? undefined
          : this.#field(kinds[slot]!, new ByteReader(reader.bytes, start, ends[slot]!)),
      );
    }
    return row.make(values, items ?? NO_ITEMS);
  }

  #field(kind: FieldKind, reader: ByteReader): unknown {
    if (kind === 'object') return this.#object(reader);
    return this.#scalar(kind === 'flag' ? 'boolean' : kind, reader);
  }

  #scalarContent(kind: ScalarKind, reader: ByteReader): unknown {
    let value: unknown;
    let found = false;
    for (let tag = reader.u8(); tag !== TAG.END; tag = reader.u8()) {
      if (tag === TAG.NAMED) reader.i32();
      else if (tag !== TAG.ANONYMOUS) throw new ProtocolError(`Byte ${tag} is not the tag of a field.`);
      const length = reader.length();
      if (tag === TAG.ANONYMOUS && !found) {
        value = this.#scalar(kind, new ByteReader(reader.bytes, reader.at, reader.at + length));
        found = true;
      }
      reader.at += length;
    }
    if (!found) throw new ProtocolError('Anonymous content not found');
    return value;
  }

  #scalar(kind: ScalarKind, reader: ByteReader): unknown {
    switch (kind) {
      case 'boolean':
        return reader.u8() !== 0;
      case 'byte':
        return (reader.u8() << 24) >> 24;
      case 'int':
        return reader.i32();
      case 'long':
        return reader.i64();
      case 'float':
      case 'double':
        return reader.f64();
      case 'string':
        return reader.text();
      case 'bytes':
        return reader.byteString();
      case 'class':
        return this.#classRef(reader);
    }
  }

  #countRecord(): void {
    if (++this.#records > this.#limits.maxRecords) {
      throw new ProtocolError(
        `A message holds more than ${this.#limits.maxRecords} records and collections. ` +
          'Raise maxRecords if such objects are expected.',
      );
    }
  }

  /** Named fields mean nothing in an array. */
  #array(component: string, reader: ByteReader): TypedArray {
    this.#countRecord();
    const items: unknown[] = [];
    for (let tag = reader.u8(); tag !== TAG.END; tag = reader.u8()) {
      if (tag === TAG.NAMED) reader.i32();
      else if (tag !== TAG.ANONYMOUS) throw new ProtocolError(`Byte ${tag} is not the tag of a field.`);
      const length = reader.length();
      if (tag === TAG.ANONYMOUS)
        items.push(this.#object(new ByteReader(reader.bytes, reader.at, reader.at + length)));
      reader.at += length;
    }
    return new TypedArray(component, items);
  }

  /** Whatever fields the null object has, they mean nothing. */
  #nothing(reader: ByteReader): null {
    for (let tag = reader.u8(); tag !== TAG.END; tag = reader.u8()) {
      if (tag === TAG.NAMED) reader.i32();
      else if (tag !== TAG.ANONYMOUS) throw new ProtocolError(`Byte ${tag} is not the tag of a field.`);
      const length = reader.length();
      reader.at += length;
    }
    return null;
  }

  /** The name of a class with `[]` for each array level; null for the null reference. */
  #classRef(reader: ByteReader): string | null {
    let levels = '';
    for (let tag = reader.u8(); ; tag = reader.u8()) {
      if (tag === TAG.NULL && levels === '') return null;
      if (tag === TAG.CLASS) return this.#constantOf(reader.i32()) + levels;
      if (tag !== TAG.ARRAY || levels.length > 32)
        throw new ProtocolError(`Byte ${tag} does not name a class.`);
      levels += '[]';
    }
  }

  #constantOf(id: number): string {
    const text = this.#constants.get(id);
    if (text === undefined) throw new ProtocolError(`Constant ${id} was never declared.`);
    return text;
  }
}

const NO_ITEMS: readonly unknown[] = Object.freeze([]);

/** Reasons quote what the peer sent, which may be megabytes. */
const shortened = (reason: string): string => (reason.length > 300 ? `${reason.slice(0, 300)}…` : reason);
