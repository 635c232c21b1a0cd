import { requestErrors } from '../../errors/request-errors.js';
import type { RestCall } from '../rest-call.js';

/** One call of several that a composite request asks for. */
export interface Part {
  readonly method: string;
  /** `/services/data/vXX.0/…`; may hold references to parts before it. */
  readonly url: string;
  readonly referenceId: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

type Members = Readonly<Record<string, unknown>>;

const REFERENCE_ID = /^[A-Za-z0-9]\w*$/;

/** From which version on reference ids must have that form. */
const CHECKS_REFERENCE_IDS = 54;

/** What the composite resources' reference ids must look like, as Salesforce says it. */
export function referenceIdRule(referenceId: string): string {
  return `Provided referenceId ('${referenceId}') must start with a letter or a number, and it can contain only letters, numbers and underscores ('_').`;
}

/** A list of objects in a request's body. @throws ApiError INVALID_INPUT for anything else */
export function listOf(members: Members, name: string): readonly Members[] {
  const list = members[name];
  const isList = Array.isArray(list) && list.every((item) => typeof item === 'object' && item !== null);
  if (!isList || list.length === 0)
    throw requestErrors.invalidInput(`The request needs '${name}', a list of objects that is not empty`);
  return list as readonly Members[];
}

/** A text in a request's body. @throws ApiError INVALID_INPUT */
export function textOf(members: Members, name: string): string {
  const text = members[name];
  if (typeof text !== 'string' || text === '')
    throw requestErrors.invalidInput(`The request needs '${name}', a text that is not empty`);
  return text;
}

/** The parts in `compositeRequest`. @throws ApiError INVALID_INPUT for parts that cannot be told apart or called */
export function partsOf(members: Members, { version }: RestCall): readonly Part[] {
  const seen = new Set<string>();
  return listOf(members, 'compositeRequest').map((item) => {
    const referenceId = textOf(item, 'referenceId');
    if (version >= CHECKS_REFERENCE_IDS && !REFERENCE_ID.test(referenceId))
      throw requestErrors.invalidInput(referenceIdRule(referenceId));
    if (seen.has(referenceId))
      throw requestErrors.invalidInput(`The referenceId '${referenceId}' is used more than once`);
    seen.add(referenceId);
    return {
      method: textOf(item, 'method').toUpperCase(),
      url: textOf(item, 'url'),
      referenceId,
      body: item.body,
      headers: (item.httpHeaders ?? {}) as Record<string, string>,
    };
  });
}

/** The resource's path of a part, without version and query: `/sobjects/User`. */
export function pathOf(url: string): string {
  return (/^\/services\/data\/v\d+\.\d+(\/[^?]*)/i.exec(url)?.[1] ?? '').replace(/\/+$/, '');
}
