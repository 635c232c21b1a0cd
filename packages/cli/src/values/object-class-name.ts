import { ObjectClass } from '@icf-ts/framework';

/** Words for the classes that every ICF platform has; any other name is taken as it is. */
export const CLASS_WORDS: Readonly<Record<string, ObjectClass>> = {
  account: ObjectClass.ACCOUNT,
  group: ObjectClass.GROUP,
  all: ObjectClass.ALL,
};

export const objectClassOf = (text: string): ObjectClass =>
  Object.hasOwn(CLASS_WORDS, text.toLowerCase()) ? CLASS_WORDS[text.toLowerCase()]! : new ObjectClass(text);
