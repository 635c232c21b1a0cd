import {
  ConfigurationException,
  OPERATION_NAMES,
  operationRow,
  type ConnectorKey,
  type OperationName,
} from '@icf-ts/framework';
import type { Access, Client } from '../clients.js';
import type { AccessRule } from './client-settings.js';

/** Operations that a rule allows along with one that it names: the same power over the target in another form. */
const INCLUDES: Partial<Record<OperationName, readonly OperationName[]>> = {
  update: ['updateDelta'],
  updateDelta: ['update'],
  search: ['get'],
};
const SCRIPTS: readonly OperationName[] = ['scriptOnConnector', 'scriptOnResource'];
const ALL = '__all__';

/** One question a rule puts to a call: what it says when the answer is no. */
type Check = (access: Access) => string | undefined;

/**
 * Judges a client's calls by its rules: one of them must allow the call as a whole.
 * @throws ConfigurationException for an operation that there is not, naming client and rule
 */
export function refusalOf(client: string, rules: readonly AccessRule[]): NonNullable<Client['refusal']> {
  const judges = rules.map((rule, at) => judge(rule, `Client '${client}', access rule ${at + 1}`));
  return (access) => {
    let nearest = { passed: -1, why: 'it has no access rule' };
    for (const [at, checks] of judges.entries()) {
      const passed = checks.findIndex((check) => check(access) !== undefined);
      if (passed < 0) return undefined;
      if (passed > nearest.passed)
        nearest = { passed, why: `its access rule ${at + 1} ${checks[passed]!(access)}` };
    }
    return (
      `Client '${client}' may not ${deed(access)}: ${nearest.why}. ` +
      "Whoever runs this connector server can allow it in the client's access rules."
    );
  };
}

/** From the least to the most particular, so that the rule which got furthest is the one to name. */
function judge(rule: AccessRule, where: string): readonly Check[] {
  const { bundles, connectors, objectClasses, readOnly } = rule;
  const operations = rule.operations && allowedOperations(rule.operations, where);
  return [
    bundles ? isNamed(bundles, 'bundles', ({ bundleName }) => bundleName) : passes,
    connectors ? isNamed(connectors, 'connectors', ({ connectorName }) => connectorName) : passes,
    ({ operation }) =>
      readOnly && operation && operationRow(operation)?.kind === 'write' ? 'is read-only' : undefined,
    ({ operation }) =>
      operations && operation && !operations.has(operation)
        ? `allows only ${[...operations].join(', ') || 'to see it'}`
        : undefined,
    objectClasses ? objectClassCheck(objectClasses, rule.operations ?? []) : passes,
  ];
}

const passes: Check = () => undefined;

function isNamed(names: readonly string[], what: string, nameOf: (key: ConnectorKey) => string): Check {
  const patterns = names.map((name) => pattern(name));
  return ({ connector }) =>
    patterns.some((one) => one.test(nameOf(connector))) ? undefined : `is for other ${what}`;
}

function objectClassCheck(names: readonly string[], named: readonly string[]): Check {
  const patterns = names.map((name) => pattern(name, 'i'));
  const includesAll = names.some((name) => name === '*' || name.toLowerCase() === ALL);
  return ({ operation, objectClass }) => {
    if (operation && SCRIPTS.includes(operation)) {
      return named.includes(operation)
        ? undefined
        : 'limits the object classes, which a script need not keep to';
    }
    if (objectClass === undefined) return undefined;
    const isAllowed =
      objectClass.toLowerCase() === ALL ? includesAll : patterns.some((one) => one.test(objectClass));
    return isAllowed ? undefined : `is for ${names.join(', ') || 'no object class'}`;
  };
}

function allowedOperations(names: readonly string[], where: string): ReadonlySet<string> {
  for (const name of names) {
    if ((OPERATION_NAMES as string[]).includes(name)) continue;
    throw new ConfigurationException(
      `${where}: there is no operation '${name}'. There are: ${OPERATION_NAMES.join(', ')}.`,
    );
  }
  return new Set(names.flatMap((name) => [name, ...(INCLUDES[name as OperationName] ?? [])]));
}

/** `*` is anything; every other character is itself. */
const pattern = (name: string, flags = ''): RegExp =>
  new RegExp(`^${name.split('*').map(escaped).join('.*')}$`, `su${flags}`);
const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const deed = ({ connector, operation, objectClass }: Access): string => {
  const { bundleName, bundleVersion, connectorName } = connector;
  const what = objectClass === undefined ? '' : ` ${objectClass}`;
  return `${operation ?? 'see'}${what} by ${bundleName}/${bundleVersion}/${connectorName}`;
};
