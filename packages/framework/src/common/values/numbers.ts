/**
 * Java's number types where JavaScript cannot tell them apart. A plain `number` stands for Integer when it is a 32-bit
 * whole number and for Double otherwise; `bigint` stands for Long. Only what does not fit that rule needs a class.
 */
import { IllegalArgumentException } from '../errors/exceptions.js';
import { ATTRIBUTE_VALUE } from './attribute-value-mark.js';

/** Whether a `number` travels as Integer. Minus zero is a Double. */
export const isInteger = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);

abstract class NumberValue {
  readonly [ATTRIBUTE_VALUE] = true;
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
  valueOf(): number {
    return this.value;
  }
  toString(): string {
    return String(this.value);
  }
  toJSON(): number {
    return this.value;
  }
}

/** A double whose value is a 32-bit whole number, which a plain `number` would turn into an Integer. */
export class Double extends NumberValue {}

/** A 32-bit float; the value is rounded to what a float can hold. */
export class Float extends NumberValue {
  constructor(value: number) {
    super(Math.fround(value));
  }
}

/** A signed byte, −128 … 127. */
export class Byte extends NumberValue {
  constructor(value: number) {
    if (!Number.isInteger(value) || value < -128 || value > 127) {
      throw new IllegalArgumentException(`A Byte must be a whole number from -128 to 127, not ${value}.`);
    }
    super(value);
  }
}

/** One UTF-16 unit. */
export class Character {
  readonly [ATTRIBUTE_VALUE] = true;
  readonly value: string;
  constructor(value: string) {
    if (value.length !== 1) {
      throw new IllegalArgumentException(`A Character must be exactly one UTF-16 unit, not ${value.length}.`);
    }
    this.value = value;
  }
  toString(): string {
    return this.value;
  }
  toJSON(): string {
    return this.value;
  }
}

/** A whole number of any size (a plain `bigint` is a Long). */
export class BigInteger {
  readonly [ATTRIBUTE_VALUE] = true;
  readonly value: bigint;
  constructor(value: bigint) {
    this.value = value;
  }
  toString(): string {
    return this.value.toString();
  }
  toJSON(): string {
    return this.toString();
  }
}

/** `unscaled` × 10^(−`scale`). */
export class BigDecimal {
  readonly [ATTRIBUTE_VALUE] = true;
  readonly unscaled: bigint;
  readonly scale: number;
  constructor(unscaled: bigint, scale: number) {
    if (!isInteger(scale))
      throw new IllegalArgumentException(`The scale of a BigDecimal must be an int, not ${scale}.`);
    this.unscaled = unscaled;
    this.scale = scale;
  }

  /** Plain decimal text below a scale of 1,000, scientific text beyond (nobody asked for a gigabyte of zeros). */
  toString(): string {
    if (Math.abs(this.scale) > 1000) return `${this.unscaled}E${-this.scale}`;
    if (this.scale <= 0) return `${this.unscaled}${this.unscaled === 0n ? '' : '0'.repeat(-this.scale)}`;
    const negative = this.unscaled < 0n;
    const digits = (negative ? -this.unscaled : this.unscaled).toString().padStart(this.scale + 1, '0');
    const point = digits.length - this.scale;
    return `${negative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
  }
  toJSON(): string {
    return this.toString();
  }
}
