import { AttributeInfo, ObjectClassInfo, type AttributeFlag } from '@icf-ts/framework/spi';
import type { ClassesOf } from '../mapping/describe-to-schema.js';
import type { AttachedRef } from './attached-kind.js';
import { testText } from './row-test.js';

/** An object class with what is attached to its objects. Each kind costs API calls, so none comes unasked. */
export function withAttachedInfo(
  info: ObjectClassInfo,
  refs: readonly AttachedRef[],
  classesOf: ClassesOf,
): ObjectClassInfo {
  if (refs.length === 0) return info;
  const attached = refs.map(({ attribute, kind }) => {
    const flags: AttributeFlag[] = ['NOT_RETURNED_BY_DEFAULT'];
    if (kind.shape === 'membership') flags.push('MULTIVALUED');
    return new AttributeInfo(attribute, kind.shape === 'flag' ? 'Boolean' : 'String', {
      flags,
      nativeName: `${kind.sobject}.${kind.valueField}`,
      ...(kind.shape === 'membership' && {
        referencedObjectClasses: kind.targets.flatMap(({ sobject, tests }) =>
          classesOf(sobject, tests.map(testText).join(' AND ')),
        ),
      }),
    });
  });
  return new ObjectClassInfo(info.type, [...info.attributeInfos, ...attached], info);
}
