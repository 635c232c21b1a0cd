import type { Queryable } from '../database/database.js';
import { sameJson } from '../mapping/same-json.js';
import { addIdentities, changeIdentities, identitiesByKey } from '../repository/identities.js';
import type {
  ChangedIdentity,
  Identity,
  IdentityKey,
  JsonObject,
  NewIdentity,
} from '../repository/identity.js';
import { IdentityError } from './identity-error.js';
import { mergePatch } from './merge-patch.js';
import type { Taken } from './take-secrets.js';

/** What became of one entry. One that brings nothing new but a secret counts as updated. */
export interface MergeOutcome {
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'ambiguous' | 'repeated';
  /** The identities that it is, or could be; of a repeated entry none. */
  readonly identities: readonly string[];
}

/** What the jobs say of the identities. */
export interface MergeRules {
  readonly keysOf: (attributes: JsonObject) => readonly IdentityKey[];
  /** What an identity may keep of what it has. */
  readonly kept: (attributes: JsonObject) => JsonObject;
}

const keyText = ({ name, value }: IdentityKey): string => JSON.stringify([name, value]);

/** Creates or updates in the caller's transaction: one statement for each name of a key, and those of the writes. */
export async function mergeEntries(
  transaction: Queryable,
  type: string,
  entries: readonly Taken[],
  { keysOf, kept }: MergeRules,
): Promise<readonly MergeOutcome[]> {
  const keys = entries.map(({ attributes }) => keysOf(attributes));
  const present = await identitiesOf(transaction, type, keys.flat());
  const taken = new Set<string>();
  const created: { readonly index: number; readonly identity: NewIdentity }[] = [];
  const changes: ChangedIdentity[] = [];
  const outcomes = entries.map(({ attributes: entry, secrets }, index): MergeOutcome => {
    const own = keys[index]!.map(keyText);
    const found = new Map(
      own.flatMap((key) => present.get(key) ?? []).map((identity) => [identity.id, identity]),
    );
    const identities = [...found.keys()];
    const marks = [...own, ...identities];
    if (marks.some((mark) => taken.has(mark))) return { outcome: 'repeated', identities: [] };
    for (const mark of marks) taken.add(mark);
    const [identity, another] = found.values();
    if (another) return { outcome: 'ambiguous', identities };
    if (!identity) {
      created.push({ index, identity: { type, attributes: entry, keys: keys[index]! } });
      return { outcome: 'created', identities: [] };
    }
    const attributes = mergePatch(kept(identity.attributes), entry) as JsonObject;
    if (sameJson(attributes, identity.attributes))
      return { outcome: secrets.size > 0 ? 'updated' : 'unchanged', identities };
    changes.push({ id: identity.id, revision: identity.revision, attributes, keys: keysOf(attributes) });
    return { outcome: 'updated', identities };
  });
  const ids = await addIdentities(
    transaction,
    created.map(({ identity }) => identity),
  );
  const changed = await changeIdentities(transaction, type, changes);
  if (changed.length < changes.length) {
    const lost = changes.find(({ id }) => !changed.includes(id))!;
    throw new IdentityError(
      'changed-meanwhile',
      `Identity ${lost.id} was changed meanwhile. Nothing was written; try again.`,
    );
  }
  const idAt = new Map(created.map(({ index }, at) => [index, ids[at]!]));
  return outcomes.map((each, index) =>
    idAt.has(index) ? { ...each, identities: [idAt.get(index)!] } : each,
  );
}

/** Refuses new identities that are there already, or that are the same as one another. @throws IdentityError */
export async function refuseKnown(
  transaction: Queryable,
  type: string,
  keys: readonly (readonly IdentityKey[])[],
): Promise<void> {
  const present = await identitiesOf(transaction, type, keys.flat());
  const taken = new Set<string>();
  for (const own of keys) {
    for (const key of own) {
      const [known] = present.get(keyText(key)) ?? [];
      if (!known && !taken.has(keyText(key))) continue;
      const which = known
        ? `There is identity ${known.id} already`
        : 'Two of the new identities are the same one';
      throw new IdentityError('exists', `${which}: its ${key.name} is the same. Nothing was created.`);
    }
    for (const key of own) taken.add(keyText(key));
  }
}

/** Identities by the texts of the keys that they have. */
async function identitiesOf(
  transaction: Queryable,
  type: string,
  keys: readonly IdentityKey[],
): Promise<ReadonlyMap<string, readonly Identity[]>> {
  const found = new Map<string, Identity[]>();
  for (const name of new Set(keys.map((key) => key.name))) {
    const values = [...new Set(keys.filter((key) => key.name === name).map(({ value }) => value))];
    for (const { value, identity } of await identitiesByKey(transaction, type, name, values)) {
      const text = keyText({ name, value });
      found.set(text, [...(found.get(text) ?? []), identity]);
    }
  }
  return found;
}
