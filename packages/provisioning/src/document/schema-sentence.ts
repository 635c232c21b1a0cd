import { foldCase } from '@icf-ts/framework';
import type { ErrorObject } from 'ajv';
import { closestMatch } from 'leven';

const FARTHEST_TYPO = 3;

/** A sentence's end that names what was probably meant; empty where nothing is near. */
export function suggestion(text: string, known: Iterable<string>): string {
  const folded = new Map([...known].map((name) => [foldCase(name), name]));
  const near = closestMatch(foldCase(text), [...folded.keys()], {
    maxDistance: Math.min(FARTHEST_TYPO, Math.ceil(text.length / 3)),
  });
  return near === undefined ? '' : `; did you mean '${folded.get(near)!}'?`;
}

/** What a JSON Schema found fault with, for people. */
export function sentenceOf({ message, params, parentSchema, data }: ErrorObject): string {
  const { additionalProperty, allowedValues } = params as {
    additionalProperty?: string;
    allowedValues?: readonly string[];
  };
  if (additionalProperty !== undefined) {
    const known = Object.keys((parentSchema as { properties?: object }).properties ?? {});
    return `'${additionalProperty}' is not known here${suggestion(additionalProperty, known) || `; there is ${known.join(', ')}`}`;
  }
  if (allowedValues) {
    const meant = typeof data === 'string' ? suggestion(data, allowedValues) : '';
    return `must be one of ${allowedValues.join(', ')}${meant}`;
  }
  return message ?? 'is not valid';
}

export const ended = (problem: string): string => (/[.?!]$/.test(problem) ? problem : `${problem}.`);
