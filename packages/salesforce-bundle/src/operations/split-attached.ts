import { AttributeDelta, AttributeSet, type Attribute } from '@icf-ts/framework/spi';
import type { AttachedChange } from '../attached/attached-steps.js';
import { attachedKind, type AttachedRef } from '../attached/attached-kind.js';
import { expandComplex } from '../mapping/complex/expand-complex.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';

/** An attribute, and what it is attached to. */
export interface AttachedAttribute {
  readonly ref: AttachedRef;
  readonly attribute: Attribute;
}

/** What an attribute stands for in rows of other sObjects; undefined where it does not. */
export function attachedRef(mapping: ObjectMapping, attribute: string): AttachedRef | undefined {
  const entry = mapping.attachedOf(attribute);
  const kind = entry && attachedKind(mapping.sobject, entry.attached);
  return kind && { attribute: entry.attribute, kind, by: entry.by, policy: entry.policy };
}

/** All that objects of a class have in rows of other sObjects. */
export const attachedRefs = (mapping: ObjectMapping): readonly AttachedRef[] =>
  mapping.attached.flatMap(({ attribute }) => attachedRef(mapping, attribute) ?? []);

/** Parts the attributes of a write into those of the row itself and those in rows of other sObjects. */
export function splitAttached(
  mapping: ObjectMapping,
  given: AttributeSet,
): { readonly attributes: AttributeSet; readonly attached: readonly AttachedAttribute[] } {
  const all = expandComplex(mapping, given);
  const attached = [...all].flatMap((attribute) => {
    const ref = attachedRef(mapping, attribute.name);
    return ref ? [{ ref, attribute }] : [];
  });
  return {
    attributes: AttributeSet.of([...all].filter(({ name }) => !attachedRef(mapping, name))),
    attached,
  };
}

/** Attributes of a create or an update: their values take the place of what was there. */
export const replacements = (attached: readonly AttachedAttribute[]): readonly AttachedChange[] =>
  attached.map(({ ref, attribute }) => ({
    ref,
    delta: new AttributeDelta(ref.attribute, { replace: attribute.values ?? [] }),
  }));
