import type { ElementDocument, RuleDocument } from '../correlation/rules-schema.js';
import type { Section } from '../document/source-document.js';
import type { Way } from '../mapping/map-entry.js';
import type { CorrelationQuery, ExpressionTree, SyncMappingDocument } from './sync-json-schema.js';
import { attributeOf, pointer } from './sync-properties.js';

/** Correlation as ForgeRock's console writes it, as rules. Undefined where there is none; problems are noted. */
export function correlationOf(
  { correlationQuery, properties = [] }: SyncMappingDocument,
  section: Section,
  direction: Way,
): readonly RuleDocument[] | undefined {
  if (correlationQuery === undefined) return undefined;
  const at = section.at('correlationQuery');
  const elementOf = (target: string): ElementDocument | undefined => {
    const source = properties.find((property) => property.target === target)?.source;
    if (source === undefined || source === '') {
      at.complain(`compares '${target}', but no property of the mapping has it for its target`);
      return undefined;
    }
    const [identity, attribute] = direction === 'inbound' ? [target, source] : [source, target];
    return { identity: pointer(identity), attribute: attributeOf(attribute) };
  };
  const queries = Array.isArray(correlationQuery)
    ? (correlationQuery as readonly CorrelationQuery[])
    : [correlationQuery as CorrelationQuery];
  return queries.map(({ expressionTree }) => {
    const alternatives = expressionTree === undefined ? undefined : alternativesOf(expressionTree);
    if (!alternatives) {
      at.complain(
        'is not of the form that is understood: an expressionTree of names, such as {"any": ["userName", {"all": ["mail", "sn"]}]}; give the job correlation rules',
      );
    }
    return {
      anyOf: (alternatives ?? []).map((names) => ({ allOf: names.flatMap((name) => elementOf(name) ?? []) })),
    };
  });
}

/** Names of which all must be equal, alternative by alternative; undefined for a tree of another form. */
function alternativesOf(tree: ExpressionTree): readonly (readonly string[])[] | undefined {
  if (typeof tree === 'string') return [[tree]];
  if ('any' in tree && Array.isArray(tree.any)) {
    const parts = (tree.any as readonly ExpressionTree[]).map(alternativesOf);
    return parts.some((part) => !part) ? undefined : parts.flatMap((part) => part!);
  }
  if ('all' in tree && Array.isArray(tree.all)) {
    const names = tree.all as readonly ExpressionTree[];
    return names.every((name) => typeof name === 'string') ? [names as readonly string[]] : undefined;
  }
  return undefined;
}
