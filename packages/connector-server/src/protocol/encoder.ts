import { TypedArray, isInteger } from '@icf-ts/framework';
import type { ByteWriter } from './byte-writer.js';
import { ProtocolError } from './protocol-error.js';
import { rowByName, rowOf } from './rows/registry.js';
import type { Dialect, ScalarKind } from './rows/row.js';
import { SYMBOLS, symbolOf } from './codec/symbols.js';
import { MAGIC, TAG, VERSION } from './tags.js';
import { WritePlans, nameIn, type PartPlan } from './codec/write-plan.js';

/** Deeper nesting is a cycle, or will not be readable on the other side either. */
const MAX_DEPTH = 512;

const PLANS: Readonly<Record<Dialect, WritePlans>> = {
  connid: new WritePlans('connid'),
  openicf: new WritePlans('openicf'),
};

/** A copy of a list is cheaper than a typed array: a server makes an encoder for each connection. */
const UNDECLARED: readonly number[] = SYMBOLS.map(() => 0);

const symbolOfExample = (value: unknown): number => symbolOf(rowOf(value).name)!;
const STRING = symbolOfExample('');
const BOOLEAN = symbolOfExample(true);
const INTEGER = symbolOfExample(1);
const DOUBLE = symbolOfExample(0.5);
const LONG = symbolOfExample(1n);

/**
 * Writes objects for one direction of one connection: the pool of constants outlives a message. A value that cannot be
 * sent leaves pool and output as they were.
 */
export class Encoder {
  #dialect: Dialect;
  #plans: WritePlans;
  /** By symbol: 1 + the id of a constant that was declared, 0 for one that was not. */
  readonly #ids: number[] = UNDECLARED.slice();
  /** Ids of class names that the table does not know. */
  #otherIds: Map<string, number> | undefined;
  #declared = 0;
  #fresh: string[] = [];
  #begun = false;
  #depth = 0;
  #out!: ByteWriter;

  constructor(dialect: Dialect = 'connid') {
    this.#dialect = dialect;
    this.#plans = PLANS[dialect];
  }

  /** What the other side understands; may change between two objects. */
  get dialect(): Dialect {
    return this.#dialect;
  }
  set dialect(dialect: Dialect) {
    this.#dialect = dialect;
    this.#plans = PLANS[dialect];
  }

  /** @throws ProtocolError for a value that ICF cannot carry; nothing is written then. */
  encode(value: unknown, output: ByteWriter): void {
    const start = output.length;
    this.#out = output;
    this.#depth = 0;
    try {
      // Constants stand in front of the object, but are only known after it: most often there are none.
      output.i32(0);
      this.#object(value);
    } catch (error) {
      this.#takeBack();
      output.truncate(start);
      throw error;
    }
    if (this.#fresh.length > 0 || !this.#begun) this.#head(start);
  }

  /** Puts the preamble and the new constants in front of the object that was written. */
  #head(start: number): void {
    const out = this.#out;
    const end = out.length;
    if (!this.#begun) {
      out.i32(MAGIC);
      out.i32(VERSION);
    }
    out.i32(this.#fresh.length);
    const first = this.#declared - this.#fresh.length;
    for (let at = 0; at < this.#fresh.length; at++) {
      out.text(this.#fresh[at]!);
      out.i32(first + at);
    }
    out.moveTail(end, start, 4);
    this.#begun = true;
    this.#fresh = [];
  }

  #takeBack(): void {
    for (const constant of this.#fresh) {
      const symbol = symbolOf(constant);
      if (symbol === undefined) this.#otherIds?.delete(constant);
      else this.#ids[symbol] = 0;
    }
    this.#declared -= this.#fresh.length;
    this.#fresh = [];
  }

  #object(value: unknown): void {
    if (++this.#depth > MAX_DEPTH)
      throw new ProtocolError(`A value is nested more than ${MAX_DEPTH} levels deep.`);
    const out = this.#out;
    switch (typeof value) {
      case 'string':
        this.#type(STRING);
        out.u8(TAG.ANONYMOUS);
        out.framedText(value);
        break;
      case 'number':
        this.#number(value);
        break;
      case 'boolean':
        this.#type(BOOLEAN);
        out.tagged(TAG.ANONYMOUS, 1);
        out.u8(value ? 1 : 0);
        break;
      case 'object':
        if (value === null) out.u8(TAG.NULL);
        else if (value instanceof TypedArray) this.#array(value);
        else this.#instance(value);
        break;
      case 'undefined':
        out.u8(TAG.NULL);
        break;
      default:
        // Refuses what has no type, and a bigint that is too long.
        rowOf(value);
        this.#type(LONG);
        out.tagged(TAG.ANONYMOUS, 8);
        out.i64(value as bigint);
    }
    out.u8(TAG.END);
    this.#depth--;
  }

  #number(value: number): void {
    const out = this.#out;
    if (isInteger(value)) {
      this.#type(INTEGER);
      out.tagged(TAG.ANONYMOUS, 4);
      out.i32(value);
    } else {
      this.#type(DOUBLE);
      out.tagged(TAG.ANONYMOUS, 8);
      out.f64(value);
    }
  }

  #instance(value: object): void {
    const { symbol, scalar, get, parts } = this.#plans.of(value);
    this.#type(symbol);
    if (scalar !== undefined) {
      this.#out.u8(TAG.ANONYMOUS);
      const at = this.#out.fork();
      this.#scalar(scalar, get(value as never, this.#dialect));
      this.#out.join(at);
      return;
    }
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at]!;
      if (part.kind === 'items') this.#items(part.get(value as never, this.#dialect) as Iterable<unknown>);
      else this.#field(part, part.get(value as never, this.#dialect));
    }
  }

  #items(items: Iterable<unknown>): void {
    if (Array.isArray(items)) for (let at = 0; at < items.length; at++) this.#item(items[at]);
    else for (const item of items) this.#item(item);
  }

  #array(array: TypedArray): void {
    if (array.component === 'byte')
      throw new ProtocolError('An array of byte cannot be sent; use a Uint8Array.');
    this.#classRef(`${array.component}[]`);
    this.#items(array.items);
  }

  #item(item: unknown): void {
    this.#out.u8(TAG.ANONYMOUS);
    const at = this.#out.fork();
    this.#object(item);
    this.#out.join(at);
  }

  #field({ kind, symbol }: PartPlan, value: unknown): void {
    if (kind === 'flag') {
      if (value !== true) return;
    } else if (kind === 'string' || kind === 'class') {
      if (value === null || value === undefined) return;
    }
    const out = this.#out;
    out.tagged(TAG.NAMED, this.#idOf(symbol));
    if (kind === 'string') return out.framedText(value as string);
    const at = out.fork();
    if (kind === 'object') this.#object(value);
    else this.#scalar(kind === 'flag' ? 'boolean' : (kind as ScalarKind), value);
    out.join(at);
  }

  #scalar(kind: ScalarKind, value: unknown): void {
    switch (kind) {
      case 'boolean':
        return this.#out.u8(value ? 1 : 0);
      case 'byte':
        return this.#out.u8((value as number) & 0xff);
      case 'int':
        return this.#out.i32(value as number);
      case 'long':
        return this.#out.i64(value as bigint);
      case 'float':
      case 'double':
        return this.#out.f64(value as number);
      case 'string':
        return this.#out.text(value as string);
      case 'bytes':
        return this.#out.bytes(value as Uint8Array);
      case 'class':
        return this.#classRef(value as string);
    }
  }

  #classRef(name: string): void {
    let component = name;
    for (; component.endsWith('[]'); component = component.slice(0, -2)) this.#out.u8(TAG.ARRAY);
    const row = this.#dialect === 'connid' ? undefined : rowByName(component);
    const symbol = symbolOf(row ? nameIn(row, this.#dialect) : component);
    if (symbol !== undefined) return this.#type(symbol);
    this.#otherIds ??= new Map();
    let id = this.#otherIds.get(component);
    if (id === undefined) {
      id = this.#declare(component);
      this.#otherIds.set(component, id);
    }
    this.#out.tagged(TAG.CLASS, id);
  }

  #type(symbol: number): void {
    this.#out.tagged(TAG.CLASS, this.#idOf(symbol));
  }

  #idOf(symbol: number): number {
    const known = this.#ids[symbol]!;
    if (known !== 0) return known - 1;
    const id = this.#declare(SYMBOLS[symbol]!);
    this.#ids[symbol] = id + 1;
    return id;
  }

  #declare(constant: string): number {
    this.#fresh.push(constant);
    return this.#declared++;
  }
}
