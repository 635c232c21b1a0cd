import {
  PACKAGE_LICENSE,
  PERMISSION_SET_LICENSE,
  PERMISSION_SET_LICENSE_ASSIGN,
  USER_PACKAGE_LICENSE,
} from './objects/assigned-licenses.js';
import { GROUP, GROUP_MEMBER, QUEUE_SOBJECT } from './objects/group.js';
import {
  PERMISSION_SET,
  PERMISSION_SET_ASSIGNMENT,
  PERMISSION_SET_GROUP,
  PERMISSION_SET_GROUP_COMPONENT,
} from './objects/permission-set.js';
import { ACCOUNT, CONTACT, LEAD } from './objects/sales.js';
import type { DescribeAdditions } from './custom/additions.js';
import { buildAdditions } from './custom/build-additions.js';
import { checkAdditions } from './custom/check-additions.js';
import { openDescription } from './custom/describe-file.js';
import type { OrgFeature } from './field-spec.js';
import type { ObjectSpec } from './object-spec.js';
import { PROFILE, USER_LICENSE } from './objects/licensing.js';
import { LOGIN_HISTORY } from './objects/login-history.js';
import { ORGANIZATION } from './objects/organization.js';
import { USER_LOGIN } from './objects/user-login.js';
import { USER_ROLE } from './objects/user-role.js';
import { USER } from './objects/user.js';

/** The table everything derives from: describes, stores, validation, SOQL. In the order of describe global. */
const OBJECTS = [
  ACCOUNT,
  CONTACT,
  GROUP,
  GROUP_MEMBER,
  LEAD,
  LOGIN_HISTORY,
  ORGANIZATION,
  PACKAGE_LICENSE,
  PERMISSION_SET,
  PERMISSION_SET_ASSIGNMENT,
  PERMISSION_SET_GROUP,
  PERMISSION_SET_GROUP_COMPONENT,
  PERMISSION_SET_LICENSE,
  PERMISSION_SET_LICENSE_ASSIGN,
  PROFILE,
  QUEUE_SOBJECT,
  USER,
  USER_LICENSE,
  USER_LOGIN,
  USER_PACKAGE_LICENSE,
  USER_ROLE,
];

/** Prefixes of objects that fields refer to and that this org has no rows of. */
const FOREIGN_PREFIXES: Readonly<Record<string, string>> = {
  CallCenter: '04v',
  LoginGeo: '04F',
  QueueRoutingConfig: '0K9',
};

/** The objects of one org, with the fields its features give it. */
export interface Catalog {
  readonly objects: readonly ObjectSpec[];
  /** By name, in whatever case. */
  named(name: string): ObjectSpec | undefined;
  withPrefix(keyPrefix: string): ObjectSpec | undefined;
  /** The id prefix of any object that a field can refer to. */
  prefixOf(objectName: string): string | undefined;
}

/** @throws Error for a description of custom objects and fields that is not sound, naming each fault's place */
export function buildCatalog(
  features: ReadonlySet<OrgFeature>,
  describe: string | DescribeAdditions = {},
): Catalog {
  const standard = OBJECTS.map((spec) => withFeatures(spec, features));
  const additions = checkAdditions(openDescription(describe), (name, field) => {
    const found = standard.find((spec) => spec.name.toLowerCase() === name.toLowerCase());
    return found && found.fieldNamed(field) !== undefined;
  });
  const objects = buildAdditions(standard, additions);
  const byName = new Map(objects.map((spec) => [spec.name.toLowerCase(), spec]));
  const byPrefix = new Map(objects.map((spec) => [spec.keyPrefix, spec]));
  return {
    objects,
    named: (name) => byName.get(name.toLowerCase()),
    withPrefix: (keyPrefix) => byPrefix.get(keyPrefix),
    prefixOf: (name) => byName.get(name.toLowerCase())?.keyPrefix ?? FOREIGN_PREFIXES[name],
  };
}

function withFeatures(spec: ObjectSpec, features: ReadonlySet<OrgFeature>): ObjectSpec {
  const fields = spec.fields.filter((field) => field.feature === null || features.has(field.feature));
  return fields.length === spec.fields.length ? spec : spec.withFields(fields);
}
