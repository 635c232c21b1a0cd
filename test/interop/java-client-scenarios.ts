import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './java-workspace.js';

export interface Scenario {
  readonly name: string;
  /** `ok`, or the simple name of the exception that the application catches. */
  readonly outcome: string;
  /** Ids of what our server does otherwise than the stock one. */
  readonly differences: readonly string[];
}

/** The scenarios by group, as java-client-scenarios.txt lists them. */
export function scenarios(): ReadonlyMap<string, readonly Scenario[]> {
  const path = join(repositoryRoot(), 'test', 'interop', 'java-client-scenarios.txt');
  const groups = new Map<string, Scenario[]>();
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const [name, outcome = 'ok', differences] = line.split(' | ');
    const group = name!.slice(0, name!.indexOf('/'));
    const scenario = { name: name!, outcome, differences: differences?.split(' ') ?? [] };
    groups.set(group, [...(groups.get(group) ?? []), scenario]);
  }
  return groups;
}
