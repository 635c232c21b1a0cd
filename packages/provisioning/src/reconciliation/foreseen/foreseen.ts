import type { BatchTask, ConnectorObject } from '@icf-ts/framework';
import type { JsonObject } from '../../repository/identity.js';
import type { Happening } from '../run-counts.js';

/** What a run would do about one object or identity: told by a dry run. */
export interface Foreseen extends Happening {
  /** Undefined for one that is yet to be made. */
  readonly uid?: string | undefined;
  readonly name?: string | undefined;
  readonly identity?: string | undefined;
  readonly message?: string | undefined;
  /** The write into the system, and the object before it as far as it was read. */
  readonly task?: BatchTask | undefined;
  readonly present?: ConnectorObject | undefined;
  /** The write into the repository: what the identity holds, and what it would hold. */
  readonly before?: JsonObject | undefined;
  readonly after?: JsonObject | undefined;
}
