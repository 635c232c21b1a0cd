import { AttributeInfo, ObjectClassInfo, type AttributeFlag } from '@icf-ts/framework/spi';
import type { AttachedRef } from './attached-kind.js';

/** An object class with what is attached to its objects. Each kind costs API calls, so none comes unasked. */
export function withAttachedInfo(info: ObjectClassInfo, refs: readonly AttachedRef[]): ObjectClassInfo {
  if (refs.length === 0) return info;
  const attached = refs.map(({ attribute, kind }) => {
    const flags: AttributeFlag[] = ['NOT_RETURNED_BY_DEFAULT'];
    if (kind.shape === 'membership') flags.push('MULTIVALUED');
    return new AttributeInfo(attribute, kind.shape === 'flag' ? 'Boolean' : 'String', {
      flags,
      nativeName: `${kind.sobject}.${kind.valueField}`,
    });
  });
  return new ObjectClassInfo(info.type, [...info.attributeInfos, ...attached], info);
}
