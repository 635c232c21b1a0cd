import { SyncToken, sameName, type ConnectorException } from '@icf-ts/framework/spi';
import { text, type Text } from '../words/text.js';
import { worded } from '../words/worded.js';
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
  if (json === undefined) throw unusable(text('fault.tokenForeign'));
  const { v, class: of, classes } = json;
  if (v !== VERSION) throw unusable(text('fault.tokenVersion', said(v), VERSION));
  if (typeof of !== 'string' || !sameName(of, objectClass))
    throw unusable(text('fault.tokenClass', said(of), objectClass));
  const entries = Object.entries((classes ?? {}) as object);
  const states = entries.map(([name, state]) => [name, stateFromJson(state)] as const);
  if (states.some(([, state]) => state === undefined) || (states.length === 0 && of !== '__ALL__'))
    throw unusable(text('fault.tokenForeign'));
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

const said = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

const unusable = (why: Text): ConnectorException =>
  worded('IllegalArgumentException', [why, text('next.syncAnew')]);

/** The token is from before the time that Salesforce remembers deletions of. */
export const tooOld = (sobject: string, from: string): ConnectorException =>
  worded('PreconditionFailedException', [text('fault.tokenTooOld', sobject, from), text('next.syncAnew')]);
