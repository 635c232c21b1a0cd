import { TypedArray, isConnectorException } from '@icf-ts/framework';
import { ByteReader } from './byte-reader.js';
import { ConstantPool } from './codec/constant-pool.js';
import { TextCache } from './codec/text-cache.js';
import { DEFAULT_LIMITS, type ProtocolLimits } from './limits.js';
import { ProtocolError } from './protocol-error.js';
import type { ScalarKind } from './rows/row.js';
import { ELEMENTS_PLAN, SET_PLAN, type Constant, type ReadKind, type RecordPlan } from './codec/read-plan.js';
import { MAX_ARRAY_LEVELS, TAG } from './tags.js';

/** A tag and the number of a constant. */
const TYPE_BYTES = 5;
/** Where all connections begin. */
const NOTHING_DECLARED = ConstantPool.empty();
/** Ids up to here are looked up in a list: every writer there is counts from 0. */
const MAX_LISTED_ID = 8192;

/**
 * Reads objects for one direction of one connection, from whole messages as the scanner cuts them. Unknown fields are
 * skipped without a look inside; an unknown type makes its message unreadable.
 */
export class Decoder {
  readonly #limits: ProtocolLimits;
  /** By id, where ids are as every writer counts them; `others` for the rest. */
  #constants: readonly Constant[] = NOTHING_DECLARED.constants;
  /** Whose the list is; undefined once it is this connection's own. */
  #pool: ConstantPool | undefined = NOTHING_DECLARED;
  readonly #otherConstants = new Map<number, Constant>();
  readonly #texts = new TextCache();
  #depth = 0;
  #records = 0;
  #hasty = true;

  constructor(limits: ProtocolLimits = DEFAULT_LIMITS) {
    this.#limits = limits;
  }

  /** The names of types, fields and classes that the peer has used so far. */
  *names(): Iterable<string> {
    for (const { text } of this.#constants) yield text;
    for (const { text } of this.#otherConstants.values()) yield text;
  }

  /**
   * Takes in the message's constants and names its type, without decoding the body; null for the null object, undefined
   * for an array. `read` decodes the body of what it returned.
   */
  open(message: Buffer): { readonly type: string | null | undefined; readonly body: ByteReader } {
    const reader = new ByteReader(message, this.#texts);
    const count = reader.i32();
    if (count > 0) this.#declare(count, reader);
    const tag = message[reader.at];
    const type =
      tag === TAG.NULL ? null : tag === TAG.CLASS ? this.#constantOf(reader.peek(1)).text : undefined;
    return { type, body: reader };
  }

  /** @throws ProtocolError naming what cannot be read. */
  read(body: ByteReader): unknown {
    const { at } = body;
    try {
      return this.#whole(body, true);
    } catch {
      // Read again by the rule, which alone says what is wrong, and whether anything is.
      body.leave(at, body.bytes.length);
    }
    try {
      return this.#whole(body, false);
    } catch (error) {
      if (error instanceof ProtocolError) throw error;
      // A value's constructor refused what the peer sent.
      const reason = isConnectorException(error) ? error.message : String(error);
      throw new ProtocolError(`The peer sent a value that cannot exist: ${shortened(reason)}`, {
        cause: error,
      });
    }
  }

  /** As `read` for a scalar, without what its type makes of it: of a GuardedString the cipher text, a copy. */
  readBytes(body: ByteReader): Uint8Array {
    body.at += TYPE_BYTES;
    return this.#scalarContent('bytes', body) as Uint8Array;
  }

  /**
   * A record's fields mean what stands last under their names. Whoever is hasty decodes each as it comes, which is the
   * same for every message as writers write them; otherwise all are found first and decoded then.
   */
  #whole(body: ByteReader, hasty: boolean): unknown {
    this.#depth = 0;
    this.#records = 0;
    this.#hasty = hasty;
    return this.#object(body);
  }

  decode(message: Buffer): unknown {
    return this.read(this.open(message).body);
  }

  #object(reader: ByteReader): unknown {
    if (++this.#depth > this.#limits.maxDepth) throw this.#tooDeep();
    const value = reader.isAt(TAG.CLASS) ? this.#typed(reader) : this.#nullOrArray(reader);
    this.#depth--;
    return value;
  }

  #tooDeep(): ProtocolError {
    return new ProtocolError(`An object is nested more than ${this.#limits.maxDepth} levels deep.`);
  }

  #typed(reader: ByteReader): unknown {
    reader.u8();
    const { record, scalar, text } = this.#constantOf(reader.i32());
    if (record) return this.#record(record, reader);
    if (!scalar) throw new ProtocolError(`No deserializer for type: ${text.slice(0, 100)}`);
    return scalar.make(this.#scalarContent(scalar.scalar, reader) as never);
  }

  #nullOrArray(reader: ByteReader): unknown {
    const type = this.#classRef(reader);
    return type === null ? this.#nothing(reader) : this.#array(type.slice(0, -2), reader);
  }

  #record(plan: RecordPlan, reader: ByteReader): unknown {
    this.#countRecord();
    const { row, slots, kinds, hasItems } = plan;
    const values: unknown[] = kinds.length === 0 ? NO_FIELDS : plan.blank.slice();
    let items: unknown[] | undefined;
    for (let tag = reader.u8(); tag !== TAG.END; tag = reader.u8()) {
      if (tag === TAG.NAMED) {
        const { symbol } = this.#constantOf(reader.i32());
        const outer = reader.end;
        const stop = reader.narrow();
        const slot = symbol < 0 ? -1 : slots[symbol]!;
        if (slot >= 0) values[slot] = this.#hasty ? this.#field(kinds[slot]!, reader) : reader.at;
        reader.leave(stop, outer);
      } else if (tag === TAG.ANONYMOUS) {
        const outer = reader.end;
        const stop = reader.narrow();
        if (!hasItems) items = undefined;
        else if (items === undefined) items = [this.#object(reader)];
        else items.push(this.#object(reader));
        reader.leave(stop, outer);
      } else {
        throw new ProtocolError(`Byte ${tag} is not the tag of a field.`);
      }
    }
    if (!this.#hasty) this.#decodeFields(values, kinds, reader);
    return row.make(values, items ?? NO_ITEMS);
  }

  /** Puts the values in the place of their positions. */
  #decodeFields(values: unknown[], kinds: readonly ReadKind[], reader: ByteReader): void {
    const { at, end } = reader;
    for (let slot = 0; slot < values.length; slot++) {
      const start = values[slot] as number | undefined;
      if (start === undefined) continue;
      reader.enter(start);
      values[slot] = this.#field(kinds[slot]!, reader);
    }
    reader.leave(at, end);
  }

  #field(kind: ReadKind, reader: ByteReader): unknown {
    switch (kind) {
      case 'string':
        return reader.text();
      case 'object':
        return this.#object(reader);
      case 'elements':
        return this.#elements(reader);
      default:
        return this.#scalar(kind === 'flag' ? 'boolean' : kind, reader);
    }
  }

  /** As `#object`, but a Set is handed over as what it holds: its owner makes something else of it. */
  #elements(reader: ByteReader): unknown {
    if (!reader.isAt(TAG.CLASS) || this.#constantOf(reader.peek(1)).record !== SET_PLAN) {
      return this.#object(reader);
    }
    if (++this.#depth > this.#limits.maxDepth) throw this.#tooDeep();
    reader.at += 5;
    const value = this.#record(ELEMENTS_PLAN, reader);
    this.#depth--;
    return value;
  }

  #scalarContent(kind: ScalarKind, reader: ByteReader): unknown {
    let value: unknown;
    let found = false;
    for (let tag = reader.u8(); tag !== TAG.END; tag = reader.u8()) {
      if (tag === TAG.NAMED) reader.i32();
      else if (tag !== TAG.ANONYMOUS) throw new ProtocolError(`Byte ${tag} is not the tag of a field.`);
      const outer = reader.end;
      const stop = reader.narrow();
      if (tag === TAG.ANONYMOUS && !found) {
        value = kind === 'string' ? reader.text() : this.#scalar(kind, reader);
        found = true;
      }
      reader.leave(stop, outer);
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
      const outer = reader.end;
      const stop = reader.narrow();
      if (tag === TAG.ANONYMOUS) items.push(this.#object(reader));
      reader.leave(stop, outer);
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
      if (tag === TAG.CLASS) return this.#className(reader.i32()) + levels;
      if (tag !== TAG.ARRAY || levels.length >= 2 * MAX_ARRAY_LEVELS)
        throw new ProtocolError(`Byte ${tag} does not name a class.`);
      levels += '[]';
    }
  }

  #declare(count: number, reader: ByteReader): void {
    const known = this.#pool?.after(reader.bytes);
    if (known) {
      this.#pool = known;
      this.#constants = known.constants;
      reader.at = known.blockBytes;
      return;
    }
    const constants = this.#pool ? this.#constants.slice() : (this.#constants as Constant[]);
    const others = this.#otherConstants.size;
    for (let left = count; left > 0; left--) {
      const constant = reader.constant();
      const id = reader.i32();
      // Listed as long as ids come one after another; a later declaration replaces an earlier one.
      if (id >= 0 && id <= constants.length && id < MAX_LISTED_ID) constants[id] = constant;
      else this.#otherConstants.set(id, constant);
    }
    this.#constants = constants;
    const isListed = this.#otherConstants.size === others;
    this.#pool = isListed ? this.#pool?.remember(reader.bytes.subarray(0, reader.at), constants) : undefined;
  }

  /** Array levels are tags: a name that ends as if it had some would come back as another class. */
  #className(id: number): string {
    const { text } = this.#constantOf(id);
    if (text.endsWith('[]')) throw new ProtocolError(`'${text.slice(0, 100)}' does not name a class.`);
    return text;
  }

  #constantOf(id: number): Constant {
    const constant = this.#constants[id] ?? this.#otherConstants.get(id);
    if (!constant) throw new ProtocolError(`Constant ${id} was never declared.`);
    return constant;
  }
}

const NO_ITEMS: readonly unknown[] = Object.freeze([]);
/** Of types without fields: nobody writes into it. */
const NO_FIELDS: unknown[] = [];

/** Reasons quote what the peer sent, which may be megabytes. */
const shortened = (reason: string): string => (reason.length > 300 ? `${reason.slice(0, 300)}…` : reason);
