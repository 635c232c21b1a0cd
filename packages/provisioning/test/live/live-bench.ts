import { filters, type ConnectorFacade, type ConnectorObject } from '@icf-ts/framework';
import { Identities, type Database, type InboundJob, type OutboundJob } from '@icf-ts/provisioning';
import { ACCOUNT, TRUSTED, job as inboundJob, target } from '../reconciliation/reconciliation-bench.js';

/** A facade that counts what it is asked to do. */
export interface Counted {
  readonly facade: ConnectorFacade;
  /** Operations since the last look, by name. */
  taken(): Record<string, number>;
}

export function counted(real: ConnectorFacade): Counted {
  let counts: Record<string, number> = {};
  const facade = new Proxy(real, {
    get: (inner, name) => {
      const value: unknown = Reflect.get(inner, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        counts[String(name)] = (counts[String(name)] ?? 0) + 1;
        return (value as (...all: unknown[]) => unknown).apply(inner, args);
      };
    },
  });
  return {
    facade,
    taken: () => {
      const taken = counts;
      counts = {};
      return taken;
    },
  };
}

/** The facade with some operations of its own. */
export const replacing = (real: ConnectorFacade, own: Partial<ConnectorFacade>): ConnectorFacade =>
  new Proxy(real, {
    get: (inner, name) => {
      const value: unknown = Reflect.get(Object.hasOwn(own, name) ? own : inner, name);
      return typeof value === 'function' ? (value as (...all: unknown[]) => unknown).bind(inner) : value;
    },
  });

/** A memory target, the jobs both ways about it, and the identities that they are about: all of one name. */
export async function bench(
  database: Database,
  name: string,
  accounts: readonly string[] = [],
  more: Partial<OutboundJob> = {},
) {
  const { facade, taken } = counted(await target(accounts));
  const pull: InboundJob = inboundJob(facade, { identityType: name, system: name, name: `from ${name}` });
  const { disabled: _disabled, qualifies: _qualifies, ...common } = pull;
  const push: OutboundJob = {
    ...common,
    name: `to ${name}`,
    actions: { ...TRUSTED, MISSING: 'create', SOURCE_MISSING: 'disable', UNQUALIFIED: 'disable' },
    ...more,
  };
  const identities = new Identities(
    database,
    new Map([
      [
        name,
        {
          correlations: [pull.correlation, push.correlation],
          secretPaths: push.mapping.secrets.map(({ path }) => path),
        },
      ],
    ]),
  );
  const object = async (userName: string): Promise<ConnectorObject | undefined> =>
    (await facade.search(ACCOUNT, filters.equals('__NAME__', userName)).toArray())[0];
  taken();
  return { facade, taken, pull, push, identities, object, name };
}
