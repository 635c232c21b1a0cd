import type { Attribute } from './attribute.js';
import { foldCase } from './values/case-insensitive.js';

/** At which place which name stands, in its own spelling and folded. Sets of the same names in the same order share one. */
export interface AttributeShape {
  readonly names: readonly string[];
  readonly positions: ReadonlyMap<string, number>;
}

/** The objects of one search have the same names in the same order, or few variants of them. */
const KEPT_SHAPES = 8;
/** A longer list of names, or of longer names, is not kept beyond the set that has it. */
const MAX_KEPT_NAMES = 64;
const MAX_KEPT_CHARACTERS = 4096;

const kept: AttributeShape[] = [];
let oldest = 0;

/** A shape met lately that these attributes have. */
export function keptShapeOf(attributes: readonly Attribute[]): AttributeShape | undefined {
  for (let at = 0; at < kept.length; at++) if (has(kept[at]!, attributes)) return kept[at];
  return undefined;
}

function has({ names }: AttributeShape, attributes: readonly Attribute[]): boolean {
  if (names.length !== attributes.length) return false;
  for (let at = 0; at < names.length; at++) if (names[at] !== attributes[at]!.name) return false;
  return true;
}

/** The places of attributes whose names differ in more than case. */
export function newShapeOf(attributes: readonly Attribute[]): AttributeShape {
  const names = attributes.map(({ name }) => name);
  const positions = new Map<string, number>();
  for (const [at, name] of names.entries()) positions.set(name, at).set(foldCase(name), at);
  const shape = { names, positions };
  const characters = names.reduce((sum, { length }) => sum + length, 0);
  if (names.length <= MAX_KEPT_NAMES && characters <= MAX_KEPT_CHARACTERS) {
    kept[oldest] = shape;
    oldest = (oldest + 1) % KEPT_SHAPES;
  }
  return shape;
}
