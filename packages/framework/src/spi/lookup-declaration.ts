import { isBlank } from '../common/attribute.js';
import { ConfigurationException } from '../common/errors/exceptions.js';
import type { Filter } from '../common/filter/filter.js';
import type { ObjectClass } from '../common/object-class.js';
import { foldCase } from '../common/values/case-insensitive.js';

/** A lookup whose entries are objects of the target, such that a search can bring it up to date. */
export interface LookupDeclaration {
  /** E.g. `Lookup.Salesforce.Profiles`; unique within the connector. */
  readonly name: string;
  readonly objectClass: ObjectClass;
  /** Holds the codes, each value one; `__UID__` and `__NAME__` may serve. */
  readonly codeAttribute: string;
  /** Holds the one decode of all codes of an object. */
  readonly decodeAttribute: string;
  /** The objects that count; by default all of the class. */
  readonly filter?: Filter;
  readonly description?: string;
}

const TEXTS = ['name', 'codeAttribute', 'decodeAttribute'] as const;

/**
 * The declarations of a connector, checked and frozen.
 * @throws ConfigurationException saying what is wrong with them: the bundle's fault.
 */
export function checkLookups(
  connectorName: string,
  declarations: readonly LookupDeclaration[] = [],
  canSearch = true,
): readonly LookupDeclaration[] {
  const fault = (what: string): ConfigurationException =>
    new ConfigurationException(`Connector ${connectorName} ${what}. This is a fault of the bundle.`);
  if (declarations.length > 0 && !canSearch) {
    throw fault('declares lookups to be synchronised, but cannot search');
  }
  // Names become names of files, and some disks do not tell upper case from lower.
  const names = new Map<string, string>();
  return Object.freeze(
    declarations.map((declaration, at) => {
      const which = declaration.name ? `lookup ${declaration.name}` : `lookup number ${at + 1}`;
      for (const field of TEXTS) {
        // The author may have written plain JavaScript, without a compiler to object.
        const text: unknown = declaration[field];
        if (typeof text !== 'string' || isBlank(text)) throw fault(`declares ${which} without ${field}`);
      }
      if (!(declaration.objectClass as ObjectClass | undefined)?.type) {
        throw fault(`declares ${which} without objectClass`);
      }
      const other = names.get(foldCase(declaration.name));
      if (other !== undefined)
        throw fault(`declares two lookups of one name: ${other} and ${declaration.name}`);
      names.set(foldCase(declaration.name), declaration.name);
      return Object.freeze({ ...declaration });
    }),
  );
}
