import { METHODS, PARAMETERS, type MethodName, type ParameterName } from '../../api/methods.js';
import type { Attribute } from '../../common/attribute.js';
import type { AttributeDelta } from '../../common/attribute-delta.js';
import {
  IllegalArgumentException,
  InvalidAttributeValueException,
  UnsupportedOperationException,
} from '../../common/errors/exceptions.js';
import { Name } from '../../common/name.js';
import { ObjectClass } from '../../common/object-class.js';
import { OPERATIONAL_ATTRIBUTES } from '../../common/special-attributes.js';
import { Uid } from '../../common/uid.js';
import { sameName } from '../../common/values/case-insensitive.js';
import type { Step } from './step.js';

/** Refuses arguments that ICF forbids, so that a connector never sees them. */
export const checkArguments: Step = {
  name: 'check-arguments',
  enter(call) {
    call.row.parameters.forEach((parameter, at) => checkKind(call.name, parameter, call.args[at]));
    const all = call.objectClass?.is(ObjectClass.ALL.type);
    if (all && !call.row.allowsAll) {
      throw new UnsupportedOperationException(
        `${call.name} does not take the object class ${ObjectClass.ALL.type}; name one class.`,
      );
    }
    CHECKS[call.name]?.(call.args);
  },
};

function checkKind(method: MethodName, parameter: ParameterName, value: unknown): void {
  const kind = PARAMETERS[parameter];
  if (value === null || value === undefined) {
    if (!kind.nullable)
      throw new IllegalArgumentException(`${method}: argument '${parameter}' must not be null.`);
  } else if (!kind.accepts(value)) {
    throw new IllegalArgumentException(`${method}: argument '${parameter}' must be of type ${kind.name}.`);
  }
}

const argumentAt = (method: MethodName, parameter: ParameterName): number =>
  (METHODS[method].parameters as readonly ParameterName[]).indexOf(parameter);

function noUid(method: MethodName, parameter: 'attributes' | 'deltas') {
  const at = argumentAt(method, parameter);
  return (args: readonly unknown[]): void => {
    for (const item of args[at] as Iterable<Attribute | AttributeDelta>) {
      if (!item.is(Uid.NAME)) continue;
      throw new InvalidAttributeValueException(
        `${method}: the ${parameter} contain ${Uid.NAME}. A Uid is given by the target and cannot be written.`,
        { attributeNames: [Uid.NAME] },
      );
    }
  };
}

function valuesOnly(method: MethodName) {
  const at = argumentAt(method, 'attributes');
  const uid = noUid(method, 'attributes');
  return (args: readonly unknown[]): void => {
    uid(args);
    for (const attribute of args[at] as Iterable<Attribute>) {
      if (attribute.values === null) {
        throw new IllegalArgumentException(
          `${method}: attribute '${attribute.name}' has null values; give a list.`,
        );
      }
      if (attribute.is(Name.NAME) || isOperational(attribute.name)) {
        throw new IllegalArgumentException(
          `${method}: '${attribute.name}' has one value that can only be replaced; use update.`,
        );
      }
    }
  };
}

function saysSomething(args: readonly unknown[]): void {
  noUid('updateDelta', 'deltas')(args);
  for (const delta of args[argumentAt('updateDelta', 'deltas')] as Iterable<AttributeDelta>) {
    if (delta.valuesToAdd ?? delta.valuesToRemove ?? delta.valuesToReplace) continue;
    throw new IllegalArgumentException(
      `updateDelta: the delta of '${delta.name}' neither adds, removes nor replaces values.`,
    );
  }
}

const isOperational = (name: string): boolean =>
  [...OPERATIONAL_ATTRIBUTES].some((entry) => sameName(entry, name));

const CHECKS: Partial<Record<MethodName, (args: readonly unknown[]) => void>> = {
  create: noUid('create', 'attributes'),
  update: noUid('update', 'attributes'),
  updateDelta: saysSomething,
  addAttributeValues: valuesOnly('addAttributeValues'),
  removeAttributeValues: valuesOnly('removeAttributeValues'),
};
