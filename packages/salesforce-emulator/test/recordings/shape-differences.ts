import type { Json } from '../support/json.js';

/**
 * Where two answers differ in shape: paths that one of them lacks, and values of another type. Lists are held
 * against each other by their first items; null fits every type.
 */
export function shapeDifferences(recorded: Json, ours: Json, path = '$'): string[] {
  const [wanted, given] = [typeName(recorded), typeName(ours)];
  if (wanted === 'null' || given === 'null') return [];
  if (wanted !== given) return [`${path} is a ${given}, recorded as ${wanted}`];
  if (wanted === 'array') {
    if (recorded.length === 0) return [];
    if (ours.length === 0) return [`${path} has no items`];
    return shapeDifferences(recorded[0], ours[0], `${path}[]`);
  }
  if (wanted !== 'object') return [];
  const names = [...new Set([...Object.keys(recorded), ...Object.keys(ours)])];
  return names.flatMap((name) => {
    const at = `${path}.${name}`;
    if (!(name in ours)) return [`${at} is missing`];
    if (!(name in recorded)) return [`${at} is not recorded`];
    return shapeDifferences(recorded[name], ours[name], at);
  });
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
