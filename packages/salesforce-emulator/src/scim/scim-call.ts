import type { OrgState } from '../org-state.js';
import type { Row } from '../record/row.js';
import type { RestAnswer, RestMethod } from '../rest/rest-call.js';
import type { Dialect } from './dialect.js';
import type { ScimDocument } from './document/scim-document.js';

/** What it takes to show a row as a resource. */
export interface ScimView {
  readonly org: OrgState;
  readonly dialect: Dialect;
}

/** A SCIM call that has passed authentication. */
export interface ScimCall extends ScimView {
  readonly runningUser: Row;
  /** The second segment of the path, or ''. */
  readonly id: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** @throws MalformedPayload, ScimError 415 */
  body(): ScimDocument;
}

export type ScimMethods = Partial<Record<RestMethod, (call: ScimCall) => RestAnswer>>;

/** A path below `/services/scim/vN`, alone and followed by an id. */
export interface ScimEndpoint {
  readonly name: string;
  /** The generations that have it; both unless given. */
  readonly version?: 1 | 2;
  readonly all: ScimMethods;
  readonly one: ScimMethods;
}

/** The address of a resource. */
export function locationOf({ org, dialect }: ScimView, endpoint: string, id: string): string {
  return `${org.sources.origin}${dialect.basePath}/${endpoint}/${id}`;
}
