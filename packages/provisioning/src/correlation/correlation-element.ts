import { foldCase, type ConnectorObject } from '@icf-ts/framework';
import type { Section } from '../document/source-document.js';
import { codeOf, type Code } from '../expressions/code.js';
import { ExpressionError } from '../expressions/expression-error.js';
import { IdentityPath } from '../mapping/identity-path.js';
import { valuesOf } from '../mapping/object-slot.js';
import { objectView } from '../mapping/object-view.js';
import type { JsonObject, JsonValue } from '../repository/identity.js';
import type { ElementDocument } from './rules-schema.js';

/** Equality of one value of an identity and one of an object, compiled. Values are texts, folded where case is ignored. */
export interface CorrelationElement {
  /** What the key is called in the repository: it tells all that has a bearing on its values. */
  readonly key: string;
  /** Where the identity has the value; undefined where an expression makes it. */
  readonly path: IdentityPath | undefined;
  readonly attribute: string | undefined;
  readonly objectMembers: ReadonlySet<string> | undefined;
  /** Empty where the identity has none, so that nothing is found by it. */
  identityValues(attributes: JsonObject): readonly string[];
  objectValues(object: ConnectorObject): readonly string[];
}

/** Problems are noted in the document; then it is undefined. */
export async function elementOf(section: Section): Promise<CorrelationElement | undefined> {
  const { identity, attribute, textCase = 'ignore', ...given } = section.value as ElementDocument;
  if ((identity === undefined) === (given.identityExpression === undefined)) {
    section.complain('needs the identity path or an identityExpression, one of them');
    return undefined;
  }
  if ((attribute === undefined) === (given.objectExpression === undefined)) {
    section.complain('needs the attribute or an objectExpression, one of them');
    return undefined;
  }
  const ofIdentity = await codeOf(section.at('identityExpression'), ['identity']);
  const ofObject = await codeOf(section.at('objectExpression'), ['object']);
  let path: IdentityPath | undefined;
  try {
    path = identity === undefined ? undefined : IdentityPath.parse(identity);
  } catch (error) {
    section.at('identity').complain((error as Error).message);
  }
  if ((path ?? ofIdentity) === undefined || (attribute ?? ofObject) === undefined) return undefined;
  const fold = textCase === 'ignore' ? foldCase : (text: string) => text;
  const source = path?.text ?? `= ${JSON.stringify(given.identityExpression)}`;
  return {
    key: textCase === 'ignore' ? source : `${source} (exact)`,
    path,
    attribute,
    objectMembers: attribute === undefined ? ofObject!.objectMembers : new Set([attribute]),
    identityValues: (attributes) =>
      textsOf(path ? path.read(attributes) : result(ofIdentity!, { identity: attributes }), fold),
    objectValues: (object) =>
      textsOf(
        attribute === undefined
          ? result(ofObject!, { object: objectView(object) })
          : valuesOf(object, attribute),
        fold,
      ),
  };
}

/** A value that an expression cannot be worked out for is none: it finds nothing. */
function result(code: Code, context: Parameters<Code['run']>[0]): JsonValue | undefined {
  try {
    return code.run(context);
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}

function textsOf(value: JsonValue | undefined, fold: (text: string) => string): readonly string[] {
  const list = Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
  return list.flatMap((item) =>
    item === undefined || item === null || item === '' || typeof item === 'object' ? [] : fold(String(item)),
  );
}
