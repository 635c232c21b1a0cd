import type { KeyRule } from '../correlation/correlation.js';
import type { Database } from '../database/database.js';
import { sameJson } from '../mapping/same-json.js';
import {
  addIdentities,
  changeIdentities,
  identitiesById,
  identitiesByKey,
  lockIdentity,
  removeIdentities,
} from '../repository/identities.js';
import type { Identity, IdentityKey, JsonObject } from '../repository/identity.js';
import { storageProblem } from '../repository/storable.js';
import type { GivenSecrets } from './given-secrets.js';
import { IdentityError } from './identity-error.js';
import type { IdentityType } from './identity-type.js';
import { mergeEntries, refuseKnown, type MergeOutcome } from './merge-entries.js';
import { isObject, mergePatch } from './merge-patch.js';
import { keyRulesOf, sharedKeysOf } from './shared-keys.js';
import { takeSecrets, withoutSecrets, type Taken } from './take-secrets.js';

export interface SecretOptions {
  /**
   * Takes what is written where maps have secrets; give it to the `pushChanges` that follows. Without it secrets are
   * refused: the repository keeps none.
   */
  readonly secrets?: GivenSecrets;
}

export interface WriteOptions extends SecretOptions {
  /** Which revision of an identity the caller has in mind; undefined for whichever there is. */
  readonly revision?: number;
}

/**
 * Writes identities as a person or a program does, with the keys that jobs find them by. What is written is pushed by
 * `pushChanges` and `runLive`. Secrets are taken out before, and go with a push alone.
 */
export class Identities {
  readonly #database: Database;
  readonly #types: ReadonlyMap<string, IdentityType>;
  readonly #listeners = new Set<() => void>();

  /** `types` are what all jobs say: {@link identityTypesOf}. */
  constructor(database: Database, types: ReadonlyMap<string, IdentityType>) {
    this.#database = database;
    this.#types = types;
  }

  /**
   * @throws IdentityError for a type that no job is about, for attributes that are no JSON object, and where there is an
   * identity already that has a key in common with the new one.
   */
  async createIdentity(type: string, attributes: JsonObject, options: SecretOptions = {}): Promise<Identity> {
    const [identity] = await this.createIdentities(type, [attributes], options);
    return identity!;
  }

  /** Creates all or none; as many statements as for one. @throws IdentityError as for one. */
  async createIdentities(
    type: string,
    all: readonly JsonObject[],
    options: SecretOptions = {},
  ): Promise<readonly Identity[]> {
    const taken = all.map((written) => {
      if (!isObject(written)) throw noObject('The attributes of an identity');
      return this.#taken(type, written, options);
    });
    const identities = taken.map(({ attributes }) => ({
      type,
      attributes,
      keys: this.#keysOf(type, attributes),
    }));
    const ids = await this.#database.transaction(async (transaction) => {
      await refuseKnown(
        transaction,
        type,
        identities.map(({ keys }) => keys),
      );
      return addIdentities(transaction, identities);
    });
    for (const [index, id] of ids.entries()) options.secrets?.give({ id, type }, taken[index]!.secrets);
    if (ids.length > 0) this.#tell();
    return identities.map(({ attributes }, index) => ({ id: ids[index]!, type, attributes, revision: 1 }));
  }

  /**
   * Changes an identity by a JSON Merge Patch (RFC 7396). One that changes nothing writes nothing.
   * @throws IdentityError for an unknown identity, and where it has another revision than the caller has in mind.
   */
  async updateIdentity(id: string, patch: JsonObject, options: WriteOptions = {}): Promise<Identity> {
    if (!isObject(patch)) throw noObject('The patch of an identity');
    return this.rewriteIdentity(id, (present) => mergePatch(present, patch) as JsonObject, options);
  }

  /**
   * Changes an identity into what `rewrite` makes of it. One that stays the same is not written; nor is one of which only
   * a secret is new, which has to be sent all the same. A secret that the repository has from former times goes.
   * @throws IdentityError as {@link updateIdentity}.
   */
  async rewriteIdentity(
    id: string,
    rewrite: (present: JsonObject) => JsonObject,
    options: WriteOptions = {},
  ): Promise<Identity> {
    const { before, after, secrets } = await this.#database.transaction(async (transaction) => {
      const present = expected(id, await lockIdentity(transaction, idOf(id)), options);
      const { type, revision } = present;
      const rewritten = rewrite(withoutSecrets(present.attributes, this.#typeOf(type).secretPaths));
      const { attributes, secrets } = this.#taken(type, rewritten, options);
      if (sameJson(attributes, present.attributes)) return { before: present, after: present, secrets };
      const keys = this.#keysOf(type, attributes);
      await changeIdentities(transaction, type, [{ id, revision, attributes, keys }]);
      return { before: present, after: { ...present, attributes, revision: revision + 1 }, secrets };
    });
    options.secrets?.give(after, secrets);
    if (after !== before) this.#tell();
    return after;
  }

  /**
   * Removes an identity. Its objects in systems are dealt with by the rules of the jobs: SOURCE_MISSING.
   * @throws IdentityError as {@link updateIdentity}.
   */
  async removeIdentity(id: string, options: WriteOptions = {}): Promise<void> {
    await this.#database.transaction(async (transaction) => {
      expected(id, await lockIdentity(transaction, idOf(id)), options);
      await removeIdentities(transaction, [id]);
    });
    this.#tell();
  }

  /** The identity of an id; undefined where there is none. */
  async findById(id: string): Promise<Identity | undefined> {
    const [identity] = await identitiesById(this.#database, [idOf(id)]);
    return identity;
  }

  /**
   * Identities that correlation would find by some attributes (`{ userName: 'ann' }`), in the order of their ids: those
   * that have at least one key in common with them.
   * @throws IdentityError where no rule of a job looks identities up by such attributes.
   */
  async find(type: string, attributes: JsonObject): Promise<readonly Identity[]> {
    const keys = this.#keysOf(type, attributes);
    if (keys.length === 0) {
      throw new IdentityError(
        'no-key',
        `Identities of type '${type}' cannot be found by ${Object.keys(attributes).join(', ') || 'nothing'}: no correlation rule has a key of that. Name attributes that a rule compares, or the id.`,
      );
    }
    const found = new Map<string, Identity>();
    for (const [name, values] of valuesByName(keys)) {
      const matches = await identitiesByKey(this.#database, type, name, values);
      for (const { identity } of matches) found.set(identity.id, identity);
    }
    return [...found.values()].sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
  }

  /**
   * Creates or updates identities, many at a time: an entry is that of the identity that has a key in common with it,
   * or else a new one. Members that an entry does not speak of stay. All or none are written, but for entries that
   * several identities could be, or that are the same identity as an earlier entry: those are left out and told.
   * @throws IdentityError for a type that no job is about, and for entries that are no JSON objects.
   */
  async mergeIdentities(
    type: string,
    entries: readonly JsonObject[],
    options: SecretOptions = {},
  ): Promise<readonly MergeOutcome[]> {
    const taken = entries.map((entry) => {
      if (!isObject(entry)) throw noObject('An entry');
      return this.#taken(type, entry, options);
    });
    const { secretPaths } = this.#typeOf(type);
    const outcomes = await this.#database.transaction((transaction) =>
      mergeEntries(transaction, type, taken, {
        keysOf: (attributes) => this.#keysOf(type, attributes),
        kept: (attributes) => withoutSecrets(attributes, secretPaths),
      }),
    );
    for (const [index, { outcome, identities }] of outcomes.entries())
      if (isWritten(outcome)) options.secrets?.give({ id: identities[0]!, type }, taken[index]!.secrets);
    if (outcomes.some(({ outcome }) => isWritten(outcome))) this.#tell();
    return outcomes;
  }

  /** What jobs look identities of a type up by. @throws IdentityError for a type that no job is about. */
  keys(type: string): readonly KeyRule[] {
    return keyRulesOf(this.#typeOf(type).correlations);
  }

  /** Whether jobs would find an identity of these attributes. @throws IdentityError as {@link keys}. */
  hasKey(type: string, attributes: JsonObject): boolean {
    return this.#keysOf(type, attributes).length > 0;
  }

  /** Calls a listener after each write through this object. @returns what takes it away again. */
  readonly onWritten = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  #taken(type: string, written: JsonObject, { secrets }: SecretOptions): Taken {
    const taken = takeSecrets(written, this.#typeOf(type).secretPaths, secrets !== undefined);
    assertStorable(taken.attributes);
    return taken;
  }

  #keysOf(type: string, attributes: JsonObject): readonly IdentityKey[] {
    return sharedKeysOf(this.#typeOf(type).correlations, attributes);
  }

  #typeOf(type: string): IdentityType {
    const found = this.#types.get(type);
    if (found) return found;
    const known = [...this.#types.keys()];
    throw new IdentityError(
      'unknown-type',
      `No job is about identities of type '${type}'; there is ${known.join(', ') || 'none'}.`,
    );
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const isWritten = (outcome: MergeOutcome['outcome']): boolean =>
  outcome === 'created' || outcome === 'updated';

function expected(id: string, present: Identity | undefined, { revision }: WriteOptions): Identity {
  if (!present) throw new IdentityError('unknown-identity', `There is no identity ${id}.`);
  if (revision === undefined || revision === present.revision) return present;
  throw new IdentityError(
    'changed-meanwhile',
    `Identity ${id} has revision ${present.revision} and not ${revision}: it was changed meanwhile. Read it again, and repeat the change if it is still wanted.`,
  );
}

/** What is no id finds nothing, as an id does that nobody has. */
const idOf = (id: string): string => (/^\d{1,18}$/.test(id) ? id : '0');

function assertStorable(attributes: JsonObject): void {
  const problem = storageProblem(attributes);
  if (problem !== undefined) throw new IdentityError('no-text', `This cannot be written: ${problem}.`);
}

const noObject = (what: string): IdentityError =>
  new IdentityError('no-object', `${what} must be a JSON object.`);

function valuesByName(keys: readonly IdentityKey[]): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>();
  for (const { name, value } of keys) byName.set(name, [...(byName.get(name) ?? []), value]);
  return byName;
}
