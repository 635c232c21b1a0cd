import type { ParameterName } from '../../api/methods.js';
import type { Attribute } from '../../common/attribute.js';
import { AttributeDelta } from '../../common/attribute-delta.js';
import { attributeOf } from '../../common/attributes.js';
import type { Filter } from '../../common/filter/filter.js';
import { flatten } from '../../common/filter/flatten.js';
import type { Uid } from '../../common/uid.js';
import { normalizedAttributes, normalizerOf, type Normalize } from '../results/normalized.js';
import type { Step } from './step.js';

/**
 * What is written, and the Uid that is addressed, in the form in which the target compares it; filters no deeper than
 * connectors can walk through.
 */
export const normalizeArguments: Step = {
  name: 'normalize-arguments',
  enter(call) {
    const filterAt = call.row.parameters.indexOf('filter');
    const filter = call.args[filterAt] as Filter | null | undefined;
    if (filter) call.args = call.args.with(filterAt, flatten(filter));
    const normalize = call.objectClass && normalizerOf(call, call.objectClass);
    if (!normalize) return;
    call.args = call.args.map((argument, at) => {
      const change = BY_PARAMETER[call.row.parameters[at]!];
      return change ? change(argument as never, normalize) : argument;
    });
  },
};

const BY_PARAMETER: Partial<Record<ParameterName, (argument: never, normalize: Normalize) => unknown>> = {
  uid: (uid: Uid, normalize) => normalize(uid),
  attributes: (attributes: Iterable<Attribute>, normalize) => normalizedAttributes(attributes, normalize),
  deltas: (deltas: readonly AttributeDelta[], normalize) =>
    deltas.map((delta) => normalizedDelta(delta, normalize)),
};

function normalizedDelta(delta: AttributeDelta, normalize: Normalize): AttributeDelta {
  const values = (part: AttributeDelta['valuesToAdd']) =>
    part && normalize(attributeOf(delta.name, part)).values;
  return new AttributeDelta(delta.name, {
    add: values(delta.valuesToAdd),
    remove: values(delta.valuesToRemove),
    replace: values(delta.valuesToReplace),
  });
}
