import { AttributeDelta } from '../../common/attribute-delta.js';
import { attributeOf } from '../../common/attributes.js';
import { Attribute, type AttributeValue } from '../../common/attribute.js';
import type { ConnectorObject } from '../../common/connector-object.js';
import { UnknownUidException, UnsupportedOperationException } from '../../common/errors/exceptions.js';
import { equalValues } from '../../common/filter/compare-values.js';
import { Uid } from '../../common/uid.js';

/** What an emulated updateDelta is made of; each is bound to the object class and options of the call. */
export interface UpdatePrimitives {
  update(uid: Uid, attributes: readonly Attribute[]): Promise<Uid | null>;
  /** Absent where the connector cannot add and remove single values. */
  readonly values?: {
    add(uid: Uid, attributes: readonly Attribute[]): Promise<Uid | null>;
    remove(uid: Uid, attributes: readonly Attribute[]): Promise<Uid | null>;
  };
  /** Absent where the connector cannot search. Asks for the named attributes. */
  get?(uid: Uid, attributes: readonly string[]): Promise<ConnectorObject | null>;
}

/**
 * Serves deltas by means of other operations: replacements by `update`; additions and removals by the operations for
 * single values where the connector has them, else by reading, changing and replacing. Not atomic: the calls come one
 * after the other, and a reader between them sees the half. The only side effect it can report is a changed Uid.
 */
export async function emulateUpdateDelta(
  primitives: UpdatePrimitives,
  uid: Uid,
  deltas: readonly AttributeDelta[],
): Promise<readonly AttributeDelta[] | null> {
  const replaced = deltas.filter(({ valuesToReplace }) => valuesToReplace !== null);
  const changed = deltas.filter(({ valuesToReplace }) => valuesToReplace === null);
  const replacements = replaced.map(({ name, valuesToReplace }) => attributeOf(name, valuesToReplace));
  const { values } = primitives;
  let current = uid;
  const follow = (next: Uid | null): void => void (current = next ?? current);

  if (!values && changed.length > 0) replacements.push(...(await readAndChange(primitives, uid, changed)));
  if (replacements.length > 0) follow(await primitives.update(current, replacements));
  if (values) {
    // Removals first: a value that moves within a target's limit on the number of values then fits.
    const removed = parts(changed, ({ valuesToRemove }) => valuesToRemove);
    if (removed.length > 0) follow(await values.remove(current, removed));
    const added = parts(changed, ({ valuesToAdd }) => valuesToAdd);
    if (added.length > 0) follow(await values.add(current, added));
  }
  return current.value === uid.value ? null : [new AttributeDelta(Uid.NAME, { replace: [current.value] })];
}

type Values = readonly AttributeValue[] | null;

const parts = (deltas: readonly AttributeDelta[], values: (delta: AttributeDelta) => Values): Attribute[] =>
  deltas
    .filter((delta) => (values(delta)?.length ?? 0) > 0)
    .map((delta) => new Attribute(delta.name, values(delta)));

async function readAndChange(
  { get }: UpdatePrimitives,
  uid: Uid,
  deltas: readonly AttributeDelta[],
): Promise<Attribute[]> {
  const names = deltas.map(({ name }) => name);
  if (!get) {
    throw new UnsupportedOperationException(
      `Values of ${names.join(', ')} cannot be added or removed: the connector can only replace all of them, and cannot ` +
        'be asked for the present ones. Send the whole list as a replacement.',
    );
  }
  const object = await get(uid, names);
  if (!object) throw new UnknownUidException(`There is no object ${uid.value} to update.`, { uid });
  return deltas.map(({ name, valuesToAdd, valuesToRemove }) => {
    const present = object.attributes.get(name)?.values ?? [];
    const kept = present.filter((value) => !contains(valuesToRemove, value));
    return new Attribute(name, [...kept, ...(valuesToAdd ?? []).filter((value) => !contains(kept, value))]);
  });
}

const contains = (values: Values, value: AttributeValue): boolean =>
  values?.some((candidate) => equalValues(candidate, value, 'exact')) ?? false;
