import type { RemoteConnectorInfoManager } from '@icf-ts/connector-server';
import type { ConnectorFacade, GuardedString, Uid } from '@icf-ts/framework';
import type { Database, JobDefinition } from '@icf-ts/provisioning';
import type { Stage } from './stage.js';

/** What later steps know from earlier ones. */
export interface Known {
  readonly stage: Stage;
  /** Ends the call in hand when the demonstration is told to stop. */
  readonly signal: AbortSignal;
  manager: RemoteConnectorInfoManager;
  facade: ConnectorFacade;
  /** How many users the listing found. */
  listed?: number;
  user: { readonly uid: Uid; readonly username: string };
  password: GuardedString;
  repository: { readonly database: Database; readonly jobs: ReadonlyMap<string, JobDefinition> };
}

/** What a step may need of the earlier ones, and what to say where it is missing. */
export const NEEDS = {
  facade: 'the connector server did not answer',
  user: 'there is no user to work on',
  password: 'the user has no password',
  repository: 'there is no repository',
} as const satisfies { readonly [K in keyof Known]?: string };

export interface TourStep {
  readonly name: string;
  readonly needs?: readonly (keyof typeof NEEDS)[];
  /** Does it, and returns in plain words what came of it, with lines that go below where there are some. */
  run(known: Known): Promise<string | Told>;
}

export interface Told {
  readonly words: string;
  readonly details: readonly string[];
}
