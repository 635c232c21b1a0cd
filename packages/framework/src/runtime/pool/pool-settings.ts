import type { ObjectPoolConfiguration } from '../../api/api-configuration.js';
import { ConfigurationException } from '../../common/errors/exceptions.js';

/** The settings of a pool, proved and without contradictions. */
export type PoolSettings = Readonly<Record<keyof ObjectPoolConfiguration, number>>;

const LOWEST: PoolSettings = {
  maxObjects: 1,
  maxIdle: 0,
  maxWaitMs: 0,
  minEvictableIdleTimeMs: 0,
  minIdle: 0,
  maxIdleTimeMs: 0,
  maxLifeMs: 0,
};

/**
 * Where bounds contradict each other the lower maximum wins: somebody who lowers `maxObjects` alone means it.
 * @throws ConfigurationException naming every setting that is no number or too low.
 */
export function poolSettings(pool: ObjectPoolConfiguration, connectorName: string): PoolSettings {
  const problems = Object.entries(LOWEST)
    .filter(([name, lowest]) => !(pool[name as keyof PoolSettings] >= lowest))
    .map(([name, lowest]) => `${name} must be at least ${lowest}, not ${pool[name as keyof PoolSettings]}`);
  if (problems.length > 0) {
    throw new ConfigurationException(
      `The pool configuration of connector ${connectorName} is not valid: ${problems.join('; ')}.`,
    );
  }
  const maxIdle = Math.min(pool.maxIdle, pool.maxObjects);
  return { ...pool, maxIdle, minIdle: Math.min(pool.minIdle, maxIdle) };
}
