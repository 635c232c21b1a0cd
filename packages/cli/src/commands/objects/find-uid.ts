import { Uid, filters, type ObjectClass, type ObjectClassInfo } from '@icf-ts/framework';
import { Option, type Command } from 'commander';
import { CliProblem } from '../../problems/cli-problem.js';
import { attributeInfo } from '../../values/assignments.js';
import { typedValue } from '../../values/typed-value.js';
import type { Session } from './connector-options.js';

export interface ByOptions {
  readonly by?: string;
}

export const withBy = (command: Command): Command =>
  command.addOption(
    new Option(
      '--by <attribute>',
      'take <id> for the value of this attribute, e.g. __NAME__, instead of __UID__',
    ),
  );

/** The Uid that a text means: itself, or that of the one object with this value. @throws CliProblem */
export async function findUid(
  { facade, signal }: Session,
  objectClass: ObjectClass,
  id: string,
  { by }: ByOptions,
  schema: ObjectClassInfo | undefined,
): Promise<Uid> {
  if (by === undefined || by.toUpperCase() === '__UID__') return new Uid(id);
  const { name, type } = attributeInfo(by, schema);
  const filter = filters.equals(name, typedValue(name, type, id));
  const found: Uid[] = [];
  for await (const { uid } of facade.search(objectClass, filter, { signal, attributesToGet: ['__NAME__'] })) {
    found.push(uid);
    if (found.length > 1)
      throw new CliProblem(
        'usage',
        `More than one ${objectClass.type} has ${name} '${id}'. Name the __UID__.`,
      );
  }
  if (found.length === 0)
    throw new CliProblem('notFound', `There is no ${objectClass.type} with ${name} '${id}'.`);
  return found[0]!;
}
