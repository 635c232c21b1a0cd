import type { Seats } from './seats.js';

/** What a delete of an account does, since Salesforce deletes no users. */
export const DELETE_MODES = ['deactivate', 'freeze', 'deactivateAndRename', 'refuse'] as const;
export type DeleteMode = (typeof DELETE_MODES)[number];

/** What happens when a new user's name is taken. */
export const COLLISION_POLICIES = ['fail', 'number'] as const;
export type CollisionPolicy = (typeof COLLISION_POLICIES)[number];

/** The properties of the configuration that say how accounts are dealt with. */
export interface AccountPolicy {
  readonly deleteMode: DeleteMode;
  /** A template, see `released-username.ts`. */
  readonly deletedUsername: string;
  /** Whether a user whom Salesforce does not let be deactivated is frozen. */
  readonly freezeIfNotDeactivated: boolean;
  /** What user names end with; '' for nothing. */
  readonly usernameSuffix: string;
  readonly usernameCollision: CollisionPolicy;
  /** The seats of licences; undefined where they are not to be looked at before a create. */
  readonly seats: Seats | undefined;
  /** How long a row is looked for whose create got no answer, where nothing else keeps it from being made twice. */
  readonly lostAnswerWaitMs: number;
}
