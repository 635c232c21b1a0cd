import type { Attribute, ConnectorObject, GuardedString } from '@icf-ts/framework';
import type { JsonObject } from '../repository/identity.js';
import type { IdentityPath } from './identity-path.js';

/** Secrets of an identity by the paths that the map has for them; they are never part of what the repository keeps. */
export type Secrets = ReadonlyMap<string, GuardedString>;

/** A path of an identity whose value goes into a secret attribute. */
export interface SecretEntry {
  readonly path: IdentityPath;
  readonly attribute: string;
}

/** Translates between the identities of one type and the objects of one class, both ways. */
export interface IdentityMapping {
  /** What a listing has to ask the connector for; undefined for what it returns by default. */
  readonly attributesToGet: readonly string[] | undefined;
  /** Members of an identity that an object is made of; absent where there is no telling which. */
  readonly identityMembers?: ReadonlySet<string> | undefined;
  /** What it takes for secret attributes. An identity that holds something there all the same is read as without it. */
  readonly secrets: readonly SecretEntry[];
  /** The other paths that it reads or fills. */
  readonly plainPaths: readonly string[];
  /**
   * What an identity holds according to an object: what the map does not speak of stays as in `present`.
   * @throws MappingError naming the attribute and the reason.
   */
  toIdentity(object: ConnectorObject, present: JsonObject | undefined): JsonObject;
  /**
   * What an object should hold according to an identity. For an object that exists only what differs from `present`,
   * and the secrets that are given. What the identity itself holds for a secret is never sent.
   * @throws MappingError naming the attribute and the reason.
   */
  toAttributes(
    identity: JsonObject,
    present: ConnectorObject | undefined,
    secrets?: Secrets,
  ): readonly Attribute[];
}

/** One object or identity that cannot be mapped: its data are at fault, or the map. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
}
