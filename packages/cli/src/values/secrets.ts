import type { ObjectClassInfo } from '@icf-ts/framework';
import type { Terminal } from '../terminal/terminal.js';
import { attributeInfo, type Assignment } from './assignments.js';
import { secretTexts } from './secret-texts.js';
import { typedValue } from './typed-value.js';

/** The attributes that `--secret` names, typed by the schema. @throws CliProblem */
export async function secretAssignments(
  sources: readonly string[],
  schema: ObjectClassInfo | undefined,
  terminal: Terminal,
): Promise<readonly Assignment[]> {
  const texts = await secretTexts(sources, terminal, (name) => attributeInfo(name, schema).name);
  return texts.map(([name, text]) => {
    const { type } = attributeInfo(name, schema);
    return { name, how: 'set', values: [typedValue(name, type, text)] };
  });
}
