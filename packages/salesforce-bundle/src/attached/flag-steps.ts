import type { AttributeDelta, AttributeValue } from '@icf-ts/framework/spi';
import { CREATED_ID, type WriteStep } from '../session/write-steps.js';
import { quote } from '../soql/escape.js';
import { text, type Words } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { AttachedRef } from './attached-kind.js';
import { isNothing, type StepOwner } from './membership-steps.js';

/**
 * Two steps that set a flag, such as `frozen`: the row is looked for, if it says otherwise, and changed by reference. No
 * API call beside that of the steps. A new object needs none for false.
 * @throws InvalidAttributeValueException for what is no boolean, and for true where only false can be written
 */
export function flagSteps(ref: AttachedRef, delta: AttributeDelta, owner: StepOwner): readonly WriteStep[] {
  const given = givenValue(delta);
  if (owner.id === CREATED_ID && !given) return [];
  const value = flagValue(ref, given);
  const { sobject, ownerField, valueField } = ref.kind;
  const rowRef = `${sobject}_${valueField}`;
  const soql = `SELECT Id FROM ${sobject} WHERE ${ownerField} = ${quote(owner.id)} AND ${valueField} = ${!value}`;
  const q = encodeURIComponent(soql).replaceAll(encodeURIComponent(CREATED_ID), CREATED_ID);
  return [
    {
      action: text('action.readMemberships', owner.name),
      request: { method: 'GET', path: `/query?q=${q}` },
      ref: rowRef,
    },
    {
      action: text('action.setFlag', ref.attribute, owner.name, String(value)),
      request: {
        method: 'PATCH',
        path: `/sobjects/${sobject}/@{${rowRef}.records[0].Id}`,
        body: { [valueField]: value },
      },
      done: text('done.flagSet', ref.attribute, String(value)),
      attribute: ref.attribute,
      settles: isNothing,
    },
  ];
}

const givenValue = ({ valuesToReplace, valuesToAdd }: AttributeDelta): AttributeValue =>
  (valuesToReplace ?? valuesToAdd)?.[0] ?? null;

/** No value is none of the two: what a platform has lost unlocks nobody. */
function flagValue({ attribute, kind }: AttachedRef, value: AttributeValue): boolean {
  const refuse = (problem: Words): never => {
    throw worded('InvalidAttributeValueException', problem, { attributeNames: [attribute] });
  };
  if (typeof value !== 'boolean') return refuse(text('fault.notBoolean', attribute));
  const isOnlyCleared = kind.shape === 'flag' && kind.isOnlyCleared === true;
  if (value && isOnlyCleared) refuse(text('fault.lockOut', attribute, 'frozen'));
  return value;
}
