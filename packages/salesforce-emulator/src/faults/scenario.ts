import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Node, YAMLMap } from 'yaml';
import type { Catalog } from '../describe/catalog.js';
import { faultProblems } from './check-fault.js';
import type { Fault } from './fault.js';

/** A scenario that cannot be followed; the message names the place and the line of everything that is wrong. */
export class ScenarioError extends Error {
  override name = 'ScenarioError';
}

/** Beyond it a file is refused unread into structure: a scenario is written by hand. */
const MAX_CHARACTERS = 1_048_576;

/**
 * The faults of a scenario: YAML (or JSON) with a list `faults`, whose items are {@link Fault}s.
 *
 * @param place names the text in messages, such as its file
 * @throws ScenarioError
 */
export function parseScenario(text: string, place: string, catalog: Catalog): readonly Fault[] {
  const lines = new LineCounter();
  const problems: string[] = [];
  const complain = (offset: number, what: string): void => {
    problems.push(`${place}:${lines.linePos(offset).line}: ${what}`);
  };
  const give = (faults: readonly Fault[]): readonly Fault[] => {
    if (problems.length > 0) throw new ScenarioError(problems.join('\n'));
    return faults;
  };
  if (text.length > MAX_CHARACTERS)
    throw new ScenarioError(`${place}: longer than ${MAX_CHARACTERS} characters`);
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  for (const error of document.errors) complain(error.pos[0], error.message);
  if (problems.length > 0) return give([]);
  const root = document.contents;
  if (!isMap(root)) {
    complain(root?.range?.[0] ?? 0, 'a scenario must have a list "faults"');
    return give([]);
  }
  for (const { key } of root.items)
    if (!isScalar(key) || key.value !== 'faults')
      complain(offsetOf(key as Node), `unknown entry "${String(key)}"; a scenario has "faults"`);
  const list = root.get('faults', true);
  if (!isSeq(list)) {
    complain(offsetOf(root), 'a scenario must have a list "faults"');
    return give([]);
  }
  const { faults: values } = document.toJS({ maxAliasCount: 100 }) as { faults: readonly unknown[] };
  for (const [index, value] of values.entries()) {
    const node = list.items[index] as Node;
    for (const { property, text: what } of faultProblems(value, catalog))
      complain(propertyOffset(node, property), what);
  }
  return give(values as readonly Fault[]);
}

const offsetOf = (node: Node | null | undefined): number => node?.range?.[0] ?? 0;

function propertyOffset(node: Node, property: string | null): number {
  const pair = isMap(node)
    ? (node as YAMLMap<Node, Node>).items.find(({ key }) => isScalar(key) && key.value === property)
    : undefined;
  return offsetOf(pair?.key ?? node);
}
