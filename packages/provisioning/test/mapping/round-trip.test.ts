import type { JsonObject, JsonValue } from '@icf-ts/provisioning';
import { expect } from 'chai';
import fc from 'fast-check';
import { mappingOf, written } from './mapping-bench.js';

const name = fc.stringMatching(/^[a-z]{1,6}$/);
const text = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const single: fc.Arbitrary<JsonValue> = fc.oneof(text, fc.boolean(), fc.integer());

interface Case {
  readonly entry: JsonObject;
  readonly value: JsonValue;
}

/** Kinds of entries that lose nothing, each with a value of its own kind. */
const KINDS: Readonly<Record<string, fc.Arbitrary<Case>>> = {
  single: single.map((value) => ({ entry: {}, value })),
  list: fc
    .uniqueArray(text, { minLength: 1, maxLength: 4 })
    .map((value) => ({ entry: { multiValued: true }, value })),
  rows: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }).map((values) => ({
    entry: {
      columns: [
        { identity: 'Number', part: 'value' },
        { identity: 'Kind', part: 'type' },
      ],
    },
    value: values.map((value, index) => ({ Number: value, Kind: index })),
  })),
  plainRows: fc.uniqueArray(text, { minLength: 1, maxLength: 4 }).map((values) => ({
    entry: { columns: [{ identity: 'Group' }] },
    value: values.map((value) => ({ Group: value })),
  })),
  part: text.map((value) => ({ entry: { part: 'value', where: { type: 'work' } }, value })),
  table: fc
    .constantFrom('on', 'off')
    .map((value) => ({ entry: { values: { on: true, off: false } }, value })),
  expression: text.map((value) => ({
    entry: { outbound: { expression: '"x" + value' }, inbound: { expression: 'value.substring(1)' } },
    value,
  })),
};

describe('maps that lose nothing', () => {
  it('bring an identity back as it was, and then find nothing to write', async () => {
    const cases = fc.uniqueArray(fc.tuple(name, fc.oneof(...Object.values(KINDS))), {
      minLength: 1,
      maxLength: 6,
      selector: ([path]) => path,
    });
    await fc.assert(
      fc.asyncProperty(cases, fc.dictionary(name, text), async (all, others) => {
        const entries = all.map(([path, { entry }]) => ({
          identity: ['own', path],
          attribute: `a_${path}`,
          ...entry,
        }));
        const map = await mappingOf(JSON.stringify({ entries }));
        const identity = {
          ...others,
          own: Object.fromEntries(all.map(([path, { value }]) => [path, value])),
        };
        const object = written(map.toAttributes(identity, undefined));
        expect(map.toIdentity(object, others)).to.deep.equal({ ...others, own: identity.own });
        expect(map.toIdentity(object, identity)).to.deep.equal(identity);
        expect(map.toAttributes(identity, object)).to.deep.equal([]);
      }),
      { numRuns: 150 },
    );
  });

  it('bring an object to what the identity says, whatever it held', async () => {
    const values = fc.record({ a: fc.option(text), b: fc.option(text), t: fc.option(fc.uniqueArray(text)) });
    const map = await mappingOf(`
      entries:
        - { identity: a, attribute: A }
        - { identity: b, attribute: P, part: value, where: { type: work } }
        - { identity: t, attribute: T, multiValued: true }`);
    fc.assert(
      fc.property(values, values, (before, after) => {
        const object = written(map.toAttributes(before, undefined));
        const changes = map.toAttributes(after, object);
        const changed = new Set(changes.map((attribute) => attribute.name));
        const next = written([
          ...changes,
          ...[...object.attributes].filter((attribute) => !changed.has(attribute.name)),
        ]);
        expect(map.toAttributes(after, next)).to.deep.equal([]);
        const back = map.toIdentity(next, undefined);
        expect([back['a'] ?? null, back['b'] ?? null]).to.deep.equal([after.a, after.b]);
        expect(back['t'] ?? []).to.have.members(after.t ?? []);
      }),
    );
  });
});
