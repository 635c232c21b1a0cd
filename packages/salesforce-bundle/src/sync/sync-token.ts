import { IllegalArgumentException, PreconditionFailedException, SyncToken } from '@icf-ts/framework/spi';
import { sameName } from '@icf-ts/framework/spi';
import { stateFromJson, stateToJson, type ClassState } from './sync-state.js';

/** The form of the tokens that are written; others are refused. */
const VERSION = 1;
/** More than any token of ours has: {@link stateToJson} is bounded for each class. */
const MAX_CHARACTERS = 1_000_000;

/** How far some object classes are synchronised; `objectClass` is what was asked for, one of them or all. */
export interface TokenContent {
  readonly objectClass: string;
  readonly classes: ReadonlyMap<string, ClassState>;
}

/** A token is JSON, so that people can read how far it reaches. */
export function writeToken({ objectClass, classes }: TokenContent): SyncToken {
  const states = Object.fromEntries([...classes].map(([name, state]) => [name, stateToJson(state)]));
  return new SyncToken(JSON.stringify({ v: VERSION, class: objectClass, classes: states }));
}

/** @throws IllegalArgumentException for a token that is not of this connector, version and object class. */
export function readToken({ value }: SyncToken, objectClass: string): TokenContent {
  const json = typeof value === 'string' && value.length <= MAX_CHARACTERS ? parsed(value) : undefined;
  if (json === undefined) throw foreign('it is not a token of this connector');
  const { v, class: of, classes } = json;
  if (v !== VERSION) throw foreign(`it is of version ${String(v)}, and this connector writes ${VERSION}`);
  if (typeof of !== 'string' || !sameName(of, objectClass))
    throw foreign(`it is a token of object class '${String(of)}', not of '${objectClass}'`);
  const entries = Object.entries((classes ?? {}) as object);
  const states = entries.map(([name, state]) => [name, stateFromJson(state)] as const);
  if (states.some(([, state]) => state === undefined) || (states.length === 0 && of !== '__ALL__'))
    throw foreign('it is damaged');
  return { objectClass, classes: new Map(states as [string, ClassState][]) };
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

const START_ANEW =
  'Take a new token with getLatestSyncToken, list all objects once, and go on from that token; or sync without a token.';

const foreign = (why: string): IllegalArgumentException =>
  new IllegalArgumentException(`The sync token cannot be used: ${why}. ${START_ANEW}`);

/** The token is from before the time that Salesforce remembers deletions of. */
export const tooOld = (sobject: string, from: string, earliest: string | undefined): Error =>
  new PreconditionFailedException(
    `The sync token is too old: Salesforce tells which rows of ${sobject} were deleted ` +
      `${earliest ? `since ${earliest}` : 'in the last 15 days'} only, and the token is from ${from}. ${START_ANEW}`,
  );
