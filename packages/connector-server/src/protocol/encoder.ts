import { TypedArray } from '@icf-ts/framework';
import { ByteWriter } from './byte-writer.js';
import { ProtocolError } from './protocol-error.js';
import { rowByName, rowOf } from './rows/registry.js';
import { isField, isScalar, type Dialect, type Field, type Row, type ScalarKind } from './rows/row.js';
import { MAGIC, TAG, VERSION } from './tags.js';

/** Deeper nesting is a cycle, or will not be readable on the other side either. */
const MAX_DEPTH = 512;
const KEEP_BYTES = 64 * 1024;

/**
 * Writes objects for one direction of one connection: the pool of constants outlives a message. An object is encoded
 * whole before the pool and the output know of it, so that a failure leaves the stream as it was.
 */
export class Encoder {
  /** What the other side understands; may change between two objects. */
  dialect: Dialect;
  readonly #ids = new Map<string, number>();
  readonly #body = new ByteWriter();
  #fresh: string[] = [];
  #begun = false;
  #depth = 0;

  constructor(dialect: Dialect = 'connid') {
    this.dialect = dialect;
  }

  /** @throws ProtocolError for a value that ICF cannot carry; nothing is written then. */
  encode(value: unknown, output: ByteWriter): void {
    this.#fresh = [];
    this.#depth = 0;
    try {
      this.#object(value);
    } catch (error) {
      for (const constant of this.#fresh) this.#ids.delete(constant);
      this.#clear();
      throw error;
    }
    if (!this.#begun) {
      output.i32(MAGIC);
      output.i32(VERSION);
      this.#begun = true;
    }
    output.i32(this.#fresh.length);
    for (const constant of this.#fresh) {
      output.text(constant);
      output.i32(this.#ids.get(constant)!);
    }
    output.raw(this.#body.view());
    this.#clear();
  }

  /** A buffer that a long message has stretched is not kept for the short ones. */
  #clear(): void {
    if (this.#body.length > KEEP_BYTES) this.#body.take();
    else this.#body.truncate(0);
  }

  #object(value: unknown): void {
    if (++this.#depth > MAX_DEPTH)
      throw new ProtocolError(`A value is nested more than ${MAX_DEPTH} levels deep.`);
    if (value === null || value === undefined) {
      this.#body.u8(TAG.NULL);
    } else if (value instanceof TypedArray) {
      this.#array(value);
    } else {
      const row = rowOf(value);
      this.#body.u8(TAG.CLASS);
      this.#constant(this.#nameOf(row));
      this.#content(row, value);
    }
    this.#body.u8(TAG.END);
    this.#depth--;
  }

  #content(row: Row, value: unknown): void {
    if (isScalar(row)) {
      this.#body.u8(TAG.ANONYMOUS);
      const at = this.#body.fork();
      this.#scalar(row.scalar, row.get(value as never));
      return this.#body.join(at);
    }
    for (const part of row.parts) {
      if (isField(part)) {
        if (!part.only || part.only === this.dialect)
          this.#field(part, part.get(value as never, this.dialect));
      } else {
        for (const item of part.items(value as never)) this.#item(item);
      }
    }
  }

  #array(array: TypedArray): void {
    if (array.component === 'byte')
      throw new ProtocolError('An array of byte cannot be sent; use a Uint8Array.');
    this.#classRef(`${array.component}[]`);
    for (const item of array.items) this.#item(item);
  }

  #item(item: unknown): void {
    this.#body.u8(TAG.ANONYMOUS);
    const at = this.#body.fork();
    this.#object(item);
    this.#body.join(at);
  }

  #field(field: Field, value: unknown): void {
    if (field.kind === 'flag' && value !== true) return;
    if ((field.kind === 'string' || field.kind === 'class') && (value === null || value === undefined))
      return;
    this.#body.u8(TAG.NAMED);
    this.#constant(field.name);
    const at = this.#body.fork();
    if (field.kind === 'object') this.#object(value);
    else this.#scalar(field.kind === 'flag' ? 'boolean' : field.kind, value);
    this.#body.join(at);
  }

  #scalar(kind: ScalarKind, value: unknown): void {
    switch (kind) {
      case 'boolean':
        return this.#body.u8(value ? 1 : 0);
      case 'byte':
        return this.#body.u8((value as number) & 0xff);
      case 'int':
        return this.#body.i32(value as number);
      case 'long':
        return this.#body.i64(value as bigint);
      case 'float':
      case 'double':
        return this.#body.f64(value as number);
      case 'string':
        return this.#body.text(value as string);
      case 'bytes':
        return this.#body.bytes(value as Uint8Array);
      case 'class':
        return this.#classRef(value as string);
    }
  }

  #classRef(name: string): void {
    let component = name;
    for (; component.endsWith('[]'); component = component.slice(0, -2)) this.#body.u8(TAG.ARRAY);
    this.#body.u8(TAG.CLASS);
    const row = this.dialect === 'connid' ? undefined : rowByName(component);
    this.#constant(row ? this.#nameOf(row) : component);
  }

  /** The name that the other side knows a type by. */
  #nameOf(row: Row): string {
    if (!row.only || row.only === this.dialect) return row.name;
    if (row.elsewhere) return row.elsewhere;
    throw new ProtocolError(
      `${row.name} cannot be sent: the other side's framework belongs to the OpenICF family, which has no such type.`,
    );
  }

  #constant(text: string): void {
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = this.#ids.size;
      this.#ids.set(text, id);
      this.#fresh.push(text);
    }
    this.#body.i32(id);
  }
}
