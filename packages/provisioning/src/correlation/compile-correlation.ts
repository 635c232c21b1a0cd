import { foldCase, type ConnectorObject } from '@icf-ts/framework';
import type { Section } from '../document/source-document.js';
import { shippedPreset } from '../document/shipped-presets.js';
import { codeOf, type Code } from '../expressions/code.js';
import { ExpressionError } from '../expressions/expression-error.js';
import { objectView } from '../mapping/object-view.js';
import type { Identity, IdentityKey, JsonObject } from '../repository/identity.js';
import { elementOf, type CorrelationElement } from './correlation-element.js';
import type { Correlation, KeyRule, ObjectProbe } from './correlation.js';
import { CORRELATION_SCHEMA, type CorrelationDocument } from './rules-schema.js';

/** Elements of which all must hold. One key in the repository stands for all of them. */
interface Alternative {
  readonly key: string;
  readonly elements: readonly CorrelationElement[];
  readonly condition: Code | undefined;
}

/** Ordered: the first rule that finds anything decides. */
type Rules = readonly (readonly Alternative[])[];

/** Values of several elements that belong to one key; a text cannot hold it by accident. */
const SEPARATOR = '\u001F';
/** Combinations of values of one object or identity for one key. */
const MAX_COMBINATIONS = 1_000;

/**
 * Compiles the correlation rules that stand at `section`.
 * @throws ConfigurationException with every problem, each with `file:line:column` and its path.
 */
export async function compileCorrelation(section: Section): Promise<Correlation> {
  const rules = await rulesOf(section);
  section.document.refuse();
  const alternatives = rules.flat();
  const keys = new Map(alternatives.map((alternative) => [alternative.key, alternative]));
  return {
    attributes: attributesOf(alternatives),
    keys: [...keys.values()].map(keyRuleOf),
    keysOf: (attributes) =>
      [...keys.values()].flatMap((alternative) => keyValues(alternative, ofIdentity(attributes))),
    probesOf: (object) => {
      const probes = alternatives.flatMap((alternative) => keyValues(alternative, ofObject(object)));
      return [...new Map(probes.map((probe) => [probe.name + SEPARATOR + probe.value, probe])).values()];
    },
    objectProbesOf: (attributes) => alternatives.flatMap((alternative) => probesOf(alternative, attributes)),
    decide: (object, candidates) =>
      decide(rules, candidates, (alternative, { attributes }: Identity) =>
        matches(alternative, attributes, object),
      ),
    decideObjects: (attributes, candidates) =>
      decide(rules, candidates, (alternative, object: ConnectorObject) =>
        matches(alternative, attributes, object),
      ),
  };
}

async function rulesOf(section: Section): Promise<Rules> {
  const { preset, rules } = section.checked<CorrelationDocument>(CORRELATION_SCHEMA);
  if ((preset === undefined) === (rules === undefined)) {
    section.complain('needs a preset or rules, one of them');
    section.document.refuse();
  }
  if (preset !== undefined) {
    const at = section.at('preset');
    const found = shippedPreset('correlations', preset, (problem) => at.complain(problem));
    section.document.refuse();
    const shipped = await rulesOf(found!);
    found!.document.refuse();
    return shipped;
  }
  const compiled: (readonly Alternative[])[] = [];
  for (const rule of section.at('rules').items()) {
    const alternatives: Alternative[] = [];
    for (const item of rule.at('anyOf').items()) {
      const alternative = await alternativeOf(item);
      if (alternative) alternatives.push(alternative);
    }
    compiled.push(alternatives);
  }
  return compiled;
}

async function alternativeOf(section: Section): Promise<Alternative | undefined> {
  const all = section.at('allOf').value === undefined ? undefined : section.at('allOf').items();
  const { allOf: _all, condition: _condition, ...own } = section.value as Record<string, unknown>;
  if (all && Object.keys(own).length > 0) {
    section.complain(`has allOf and ${Object.keys(own).join(', ')}; put that into allOf`);
    return undefined;
  }
  const condition = await codeOf(section.at('condition'), ['identity', 'object'], 'bool');
  const elements: CorrelationElement[] = [];
  for (const item of all ?? [section]) {
    const element = await elementOf(item);
    if (!element) return undefined;
    elements.push(element);
  }
  return { key: elements.map(({ key }) => key).join(' + '), elements, condition };
}

type ValuesOf = (element: CorrelationElement) => readonly string[];
const ofIdentity =
  (attributes: JsonObject): ValuesOf =>
  (element) =>
    element.identityValues(attributes);
const ofObject =
  (object: ConnectorObject): ValuesOf =>
  (element) =>
    element.objectValues(object);

/** Every combination of the elements' values; none where an element has none. */
function keyValues({ key, elements }: Alternative, valuesOf: ValuesOf): readonly IdentityKey[] {
  let combinations: readonly (readonly string[])[] = [[]];
  for (const element of elements) {
    const values = valuesOf(element);
    if (values.length === 0) return [];
    if (combinations.length * values.length > MAX_COMBINATIONS) {
      throw new RangeError(
        `Correlation key '${key}' has more than ${MAX_COMBINATIONS} combinations of values; compare attributes that have few.`,
      );
    }
    combinations = combinations.flatMap((before) => values.map((value) => [...before, value]));
  }
  return combinations.map((values) => ({ name: key, value: values.join(SEPARATOR) }));
}

function keyRuleOf({ key, elements }: Alternative): KeyRule {
  const paths = elements.flatMap(({ path }) => path ?? []);
  return { name: key, paths: paths.length === elements.length ? paths : undefined };
}

/** One attribute is enough to find objects by; {@link matches} sees to the rest. */
function probesOf(alternative: Alternative, attributes: JsonObject): readonly ObjectProbe[] {
  if (keyValues(alternative, ofIdentity(attributes)).length === 0) return [];
  const element = alternative.elements.find(({ attribute }) => attribute !== undefined);
  return (element?.identityValues(attributes) ?? []).map((value) => ({
    attribute: element!.attribute!,
    value,
  }));
}

function matches(
  { elements, condition }: Alternative,
  attributes: JsonObject,
  object: ConnectorObject,
): boolean {
  const equal = elements.every((element) => {
    const values = element.objectValues(object);
    return element.identityValues(attributes).some((value) => values.includes(value));
  });
  if (!equal || !condition) return equal;
  try {
    return condition.run({ identity: attributes, object: objectView(object) }) === true;
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}

function decide<T>(
  rules: Rules,
  candidates: readonly T[],
  fits: (alternative: Alternative, candidate: T) => boolean,
): readonly T[] {
  for (const alternatives of rules) {
    const found = candidates.filter((candidate) => alternatives.some((each) => fits(each, candidate)));
    if (found.length > 0) return found;
  }
  return [];
}

function attributesOf(alternatives: readonly Alternative[]): readonly string[] | undefined {
  const names = new Map<string, string>();
  for (const { elements, condition } of alternatives) {
    const members = elements.map(({ objectMembers }) => objectMembers);
    if (condition?.needsObject) members.push(condition.objectMembers);
    for (const each of members) {
      if (!each) return undefined;
      for (const name of each) names.set(foldCase(name), name);
    }
  }
  return [...names.values()];
}
