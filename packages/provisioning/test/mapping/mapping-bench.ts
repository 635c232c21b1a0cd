import {
  AttributeSet,
  ConnectorObject,
  ObjectClass,
  attributeOf,
  type Attribute,
  type AttributeValue,
} from '@icf-ts/framework';
import {
  SourceDocument,
  compileMapping,
  type IdentityMapping,
  type JsonValue,
  type MappingOptions,
} from '@icf-ts/provisioning';

/** A mapping as it stands in a configuration. */
export const mappingOf = (yaml: string, options: MappingOptions = {}): Promise<IdentityMapping> =>
  compileMapping(new SourceDocument(yaml, import.meta.filename).section(), options);

/** Compiles what must not compile. @returns the problems, one a line, without the folder. */
export async function problemsOf(yaml: string, options: MappingOptions = {}): Promise<readonly string[]> {
  try {
    await compileMapping(new SourceDocument(yaml, 'map.yaml').section(), options);
  } catch (error) {
    return (error as Error).message.split('\n');
  }
  throw new Error('It compiled.');
}

/** An account; a list stands for several values. */
export const account = (
  attributes: Readonly<Record<string, AttributeValue | readonly AttributeValue[]>> = {},
): ConnectorObject =>
  new ConnectorObject(
    ObjectClass.ACCOUNT,
    Object.entries({ __UID__: '005A', __NAME__: 'ann@x.org', ...attributes }).map(([name, value]) =>
      attributeOf(name, Array.isArray(value) ? value : [value as AttributeValue]),
    ),
  );

/** Attributes as plain values, so that they can be compared; maps as objects, several values as a list. */
export const plain = (attributes: Iterable<Attribute>): Record<string, unknown> =>
  Object.fromEntries(
    [...attributes].map(({ name, values }) => {
      const all = (values ?? []).map((value) =>
        value instanceof Map ? Object.fromEntries(value as Map<string, JsonValue>) : value,
      );
      return [name, all.length === 1 ? all[0] : all];
    }),
  );

/** An object that holds what was written. */
export const written = (attributes: readonly Attribute[]): ConnectorObject => {
  const rest = AttributeSet.of(attributes);
  return new ConnectorObject(ObjectClass.ACCOUNT, [
    attributeOf('__UID__', ['005A']),
    rest.get('__NAME__') ?? attributeOf('__NAME__', ['ann@x.org']),
    ...rest.without('__NAME__', '__UID__'),
  ]);
};
