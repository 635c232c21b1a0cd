/** One generation of SCIM: what its resources and messages are called. */
export interface Dialect {
  readonly version: 1 | 2;
  /** `/services/scim/vN`. */
  readonly basePath: string;
  readonly userSchema: string;
  readonly groupSchema: string;
  readonly roleSchema: string;
  readonly enterpriseSchema: string;
  readonly listSchema: string;
  readonly configSchema: string;
  readonly schemaSchema: string;
  readonly typeSchema: string;
  /** The sub-attributes in which the enterprise extension names other users. */
  readonly managerKey: string;
  readonly approverKey: string;
  /** Of a successful DELETE. */
  readonly deletedStatus: 200 | 204;
}

/** The same in both generations. */
export const ENTITLEMENT_SCHEMA = 'urn:salesforce:schemas:extension:1.0:Entitlement';
export const EXTERNAL_SCHEMA = 'urn:salesforce:schemas:extension:external:1.0';

/** The extension that holds the org's own fields. */
export const customSchema = (organizationId: string): string =>
  `urn:salesforce:schemas:extension:${organizationId}`;

const CORE_1 = 'urn:scim:schemas:core:1.0';
const CORE_2 = 'urn:ietf:params:scim:schemas:core:2.0';

const V1: Dialect = {
  version: 1,
  basePath: '/services/scim/v1',
  userSchema: CORE_1,
  groupSchema: CORE_1,
  roleSchema: CORE_1,
  enterpriseSchema: 'urn:scim:schemas:extension:enterprise:1.0',
  listSchema: CORE_1,
  configSchema: CORE_1,
  schemaSchema: CORE_1,
  typeSchema: CORE_1,
  managerKey: 'managerId',
  approverKey: 'delegatedApproverId',
  deletedStatus: 200,
};

const V2: Dialect = {
  version: 2,
  basePath: '/services/scim/v2',
  userSchema: `${CORE_2}:User`,
  groupSchema: `${CORE_2}:Group`,
  roleSchema: 'urn:salesforce:schemas:extension:1.0:Role',
  enterpriseSchema: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  listSchema: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  configSchema: `${CORE_2}:ServiceProviderConfig`,
  schemaSchema: `${CORE_2}:Schema`,
  typeSchema: `${CORE_2}:ResourceType`,
  managerKey: 'value',
  approverKey: 'value',
  deletedStatus: 204,
};

/** The dialect that the version segment of a path asks for. */
export function dialectOf(segment: string): Dialect | undefined {
  return [V1, V2].find(({ version }) => `v${version}` === segment.toLowerCase());
}
