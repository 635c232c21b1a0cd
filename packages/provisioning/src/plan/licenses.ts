import type { ConnectorFacade, ConnectorObject, ObjectClass } from '@icf-ts/framework';
import type { SeatDeclaration } from '@icf-ts/framework/spi';

/** A licence as it stands before the plan is applied. */
export interface License {
  readonly name: string;
  /** Null without a bound. */
  readonly total: number | null;
  readonly used: number;
}

/** The licence whose seat a value of the declared attribute takes; undefined where there is none. */
export type LicenseOf = (value: string) => License | undefined;

/** Reads the licences of a declaration, and what has them: a listing each. */
export async function readLicenses(
  facade: Pick<ConnectorFacade, 'search'>,
  { through, licenses }: SeatDeclaration,
  signal: AbortSignal | undefined,
): Promise<LicenseOf> {
  const all = (objectClass: ObjectClass): Promise<ConnectorObject[]> =>
    facade.search(objectClass, undefined, signal ? { signal } : {}).toArray();
  const known = new Map<string, License>();
  for (const object of await all(licenses.objectClass)) {
    const total = object.attributes.single(licenses.totalAttribute);
    const used = object.attributes.single(licenses.usedAttribute);
    const license: License = {
      name: object.name.value,
      total: typeof total === 'number' && total >= 0 ? total : null,
      used: typeof used === 'number' ? used : 0,
    };
    for (const key of keysOf(object)) known.set(key, license);
  }
  if (!through) return (value) => known.get(fold(value));
  const having = new Map<string, License>();
  for (const object of await all(through.objectClass)) {
    const license = known.get(fold(String(object.attributes.single(through.attribute) ?? '')));
    if (license) for (const key of keysOf(object)) having.set(key, license);
  }
  return (value) => having.get(fold(value));
}

const fold = (text: string): string => text.toLowerCase();
const keysOf = ({ uid, name }: ConnectorObject): readonly string[] => [fold(uid.value), fold(name.value)];
