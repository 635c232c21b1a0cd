import { BUILT_IN_MAPPINGS } from './built-in-map.js';
import { classOf, type Surroundings } from './document/class-of.js';
import { MapDocument } from './document/map-document.js';
import type { ObjectMapping } from './object-mapping.js';

/**
 * Reads an attribute map. Its classes go over those of `base`, entries over entries of the same attribute or field;
 * `builtIn: false` starts a class from nothing.
 * @throws ConfigurationException with every problem and its line and column.
 */
export function readAttributeMap(
  yaml: string,
  where: string,
  { base = BUILT_IN_MAPPINGS, attachedKinds }: Partial<Surroundings> = {},
): readonly ObjectMapping[] {
  const document = new MapDocument(yaml, where);
  const given = Object.entries(document.content.objectClasses).flatMap(
    ([objectClass, detail]) =>
      classOf(objectClass, detail, { base, attachedKinds }, (problem, ...path) =>
        document.complain(['objectClasses', objectClass, ...path], problem),
      ) ?? [],
  );
  document.refuse();
  const isGiven = (name: string): boolean => given.some(({ objectClass }) => objectClass === name);
  const of = (name: string): ObjectMapping => given.find(({ objectClass }) => objectClass === name)!;
  return [
    ...base.map((mapping) => (isGiven(mapping.objectClass) ? of(mapping.objectClass) : mapping)),
    ...given.filter(({ objectClass }) => !base.some((mapping) => mapping.objectClass === objectClass)),
  ];
}
