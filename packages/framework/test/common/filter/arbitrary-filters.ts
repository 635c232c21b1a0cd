import {
  Attribute,
  COMPARISONS,
  ConnectorObject,
  Name,
  ObjectClass,
  Uid,
  filters,
  type AttributeValue,
  type Filter,
} from '@icf-ts/framework';
import fc from 'fast-check';

/** Few names and few values, so that filters and objects meet; texts that differ in case only are among them. */
const name = fc.constantFrom('a', 'A', 'b', 'c');
const value: fc.Arbitrary<AttributeValue> = fc.constantFrom<AttributeValue[]>(
  ...['x', 'X', 'xy', 'Yx', '', 1, 2.5, 3n, true, false, null],
);

/** A comparison or a presence, with few of the values given. */
export const leafOf = (values: fc.Arbitrary<AttributeValue>, names: fc.Arbitrary<string> = name) =>
  fc
    .oneof(
      {
        weight: 8,
        arbitrary: fc.tuple(
          fc.constantFrom(...COMPARISONS),
          names,
          fc.array(values, { minLength: 1, maxLength: 1 }),
        ),
      },
      {
        weight: 2,
        arbitrary: fc.tuple(fc.constantFrom(...COMPARISONS), names, fc.array(values, { maxLength: 2 })),
      },
      { weight: 1, arbitrary: fc.tuple(fc.constant('present' as const), names, fc.constant([])) },
    )
    .map(([kind, attribute, wanted]): Filter =>
      kind === 'present' ? filters.present(attribute) : filters[kind](attribute, ...wanted),
    );

/** Trees of such leaves. */
export const treeOf = (leaf: fc.Arbitrary<Filter>, maxDepth = 4): fc.Arbitrary<Filter> =>
  fc.letrec<{ tree: Filter }>((tie) => ({
    tree: fc.oneof(
      { maxDepth, withCrossShrink: true },
      leaf,
      tie('tree').map(filters.not),
      fc.tuple(tie('tree'), tie('tree')).map((pair) => filters.and(...pair)),
      fc.tuple(tie('tree'), tie('tree')).map((pair) => filters.or(...pair)),
    ),
  })).tree;

export const anyFilter = treeOf(leafOf(value));

export const anyObject: fc.Arbitrary<ConnectorObject> = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.option(fc.array(value, { maxLength: 2 }))), {
    maxLength: 3,
  })
  .map(
    (attributes) =>
      new ConnectorObject(ObjectClass.ACCOUNT, [
        new Uid('u'),
        new Name('n'),
        ...new Map(attributes.map(([key, values]) => [key, new Attribute(key, values)])).values(),
      ]),
  );
