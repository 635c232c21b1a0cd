import {
  AttributeSet,
  attributeOf,
  equalValues,
  type Attribute,
  type AttributeDelta,
  type AttributeValue,
  type ObjectClass,
  type OperationOptions,
  type Uid,
} from '@icf-ts/framework/spi';
import { isMultiValued, writableField } from '../mapping/attributes-to-record.js';
import { expandDeltas } from '../mapping/complex/expand-complex.js';
import { fieldKinds } from './field-kind-lookup.js';
import { readAttribute } from '../mapping/record-to-object.js';
import type { SalesforceRecord } from '../session/query/query-page.js';
import { text } from '../words/text.js';
import { callContext, mappingOf, rowUid, type Org } from './operation-context.js';
import { splitAccount } from './account/account-attributes.js';
import { readRow } from './row-of-class.js';
import { attachedRef } from './split-attached.js';
import { change } from './update.js';

type Values = readonly AttributeValue[];

/**
 * Applies changes. As many API calls as the update; one more, to read the present values, where values are removed
 * without others being given, or where a field has several. Reports what the object has in the place of what was asked
 * for, as an e-mail address that waits to be confirmed.
 */
export async function updateDelta(
  org: Org,
  objectClass: ObjectClass,
  givenUid: Uid,
  given: readonly AttributeDelta[],
  options: OperationOptions,
): Promise<readonly AttributeDelta[] | null> {
  const uid = rowUid(givenUid);
  const mapping = mappingOf(org, objectClass, 'update');
  const all = expandDeltas(mapping, given);
  const attached = all.flatMap((delta) => {
    const ref = attachedRef(mapping, delta.name);
    return ref ? [{ ref, delta }] : [];
  });
  const deltas = all.filter(({ name }) => !attachedRef(mapping, name));
  const plain = splitAccount(
    mapping,
    AttributeSet.of(deltas.map((delta) => attributeOf(delta.name, newValues(delta)))),
  );
  const fieldOf = (name: string): string => writableField(mapping, name).field;
  const context = callContext(text('action.read', mapping.sobject, uid.value), options, { mapping, uid });
  const kindOf = await fieldKinds(
    org.session,
    mapping,
    [...plain.attributes].map(({ name }) => fieldOf(name)),
    context,
  );
  const isMulti = (name: string): boolean => isMultiValued(mapping, name, kindOf);
  const open = deltas.filter(
    ({ name, valuesToReplace, valuesToAdd }) =>
      plain.attributes.has(name) && valuesToReplace === null && (isMulti(name) || !valuesToAdd?.length),
  );

  let present: SalesforceRecord = {};
  if (open.length > 0) {
    const fields = open.map(({ name }) => fieldOf(name));
    present = await readRow(org.session, mapping, uid, fields, context);
  }
  const changed: Attribute[] = [];
  for (const delta of deltas) {
    if (!open.includes(delta)) {
      changed.push(attributeOf(delta.name, newValues(delta)));
      continue;
    }
    const before = readAttribute(present, mapping, writableField(mapping, delta.name), kindOf);
    const after = apply(delta, before);
    if (after) changed.push(attributeOf(delta.name, after));
  }
  if (changed.length === 0 && attached.length === 0) return null;
  const changes = { attributes: AttributeSet.of(changed), attached };
  const effects = await change(org, objectClass, uid, changes, options);
  return effects.length > 0 ? effects : null;
}

/** What a field of one value holds afterwards: what is added takes the place of what was there. */
const newValues = ({ valuesToReplace, valuesToAdd }: AttributeDelta): Values =>
  valuesToReplace ?? valuesToAdd ?? [];

/** The values afterwards; undefined where nothing changes. */
function apply({ valuesToAdd, valuesToRemove }: AttributeDelta, before: Values): Values | undefined {
  const has = (list: Values, value: AttributeValue): boolean =>
    list.some((item) => equalValues(item, value, 'exact'));
  const kept = before.filter((value) => !has(valuesToRemove ?? [], value));
  const added = (valuesToAdd ?? []).filter((value) => !has(kept, value));
  return kept.length === before.length && added.length === 0 ? undefined : [...kept, ...added];
}
