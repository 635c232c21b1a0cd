import type { AttributeValue, Filter } from '@icf-ts/framework';

/** A filter nests as deep as the wire allows; what is told of it ends earlier. */
const MAX_SHAPE = 2000;

/** The filter without its values: `and(equals(__NAME__), not(contains(mail)))`, cut with `…` when it is very long. */
export function filterShape(filter: Filter): string {
  let shape = '';
  // Without recursion: Java clients build an OR of n values n levels deep.
  const rest: (Filter | string)[] = [filter];
  while (rest.length > 0 && shape.length <= MAX_SHAPE) {
    const next = rest.pop()!;
    if (typeof next === 'string') shape += next;
    else rest.push(...partsOf(next).reverse());
  }
  return shape.length > MAX_SHAPE ? `${shape.slice(0, MAX_SHAPE)}…` : shape;
}

function partsOf(filter: Filter): (Filter | string)[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return [`${filter.kind}(`, filter.left, ', ', filter.right, ')'];
    case 'not':
      return ['not(', filter.filter, ')'];
    case 'present':
      return [`present(${filter.name})`];
    case 'extendedMatch':
      return [`extendedMatch ${filter.operator}(${filter.attribute.name})`];
    default:
      return [`${filter.kind}(${filter.attribute.name})`];
  }
}

/** ICF's name of a value's type. */
export function valueType(value: AttributeValue): string {
  switch (typeof value) {
    case 'string':
      return 'String';
    case 'boolean':
      return 'Boolean';
    case 'bigint':
      return 'Long';
    case 'number':
      return Number.isInteger(value) && value === (value | 0) ? 'Integer' : 'Double';
    default:
      if (value === null) return 'null';
      if (value instanceof Uint8Array) return 'ByteArray';
      return value instanceof Map ? 'Map' : value.constructor.name;
  }
}
