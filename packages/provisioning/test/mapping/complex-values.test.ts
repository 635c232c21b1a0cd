import { LookupDefinition } from '@icf-ts/framework';
import { MappingError } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { account, mappingOf, plain } from './mapping-bench.js';

const phone = (type: string, value: string) =>
  new Map([
    ['type', type],
    ['value', value],
  ]);

describe('complex and multi-valued attributes', () => {
  it('keeps lists, whatever their order', async () => {
    const map = await mappingOf('entries: [{ identity: tags, attribute: Tags, multiValued: true }]');
    const present = account({ Tags: ['a', 'b'] });
    expect(map.toAttributes({ tags: ['b', 'a'] }, present)).to.deep.equal([]);
    expect(plain(map.toAttributes({ tags: ['b', 'c'] }, present))).to.deep.equal({ Tags: ['b', 'c'] });
    expect(map.toIdentity(present, { tags: ['b', 'a'] })).to.deep.equal({ tags: ['b', 'a'] });
    expect(map.toIdentity(account({ Tags: 'a' }), undefined)).to.deep.equal({ tags: ['a'] });
    const single = await mappingOf('entries: [{ identity: tag, attribute: Tags }]');
    expect(() => single.toIdentity(present, undefined)).to.throw(
      MappingError,
      '`multiValued: true` takes all',
    );
  });

  it('makes child tables rows of objects', async () => {
    const types = new LookupDefinition({ name: 'Types', entries: [['work', 'WORK'], ['fax', 'FAX']] }); // prettier-ignore
    const map = await mappingOf(
      `
      entries:
        - identity: Phones
          attribute: phoneNumbers
          columns:
            - { identity: Number, part: value }
            - { identity: Type, part: type, lookup: Types }
        - { identity: Groups, attribute: groups, columns: [{ identity: Group Name }] }`,
      { lookups: () => types },
    );
    const identity = {
      Phones: [
        { Number: '1', Type: 'WORK' },
        { Number: '2', Type: 'FAX' },
      ],
      Groups: [{ 'Group Name': '00G1' }, { 'Group Name': '00G2' }],
    };
    const object = account({
      phoneNumbers: [phone('work', '1'), phone('fax', '2')],
      groups: ['00G1', '00G2'],
    });
    expect(map.toIdentity(object, undefined)).to.deep.equal(identity);
    expect(plain(map.toAttributes(identity, undefined))).to.deep.equal({
      phoneNumbers: [
        { value: '1', type: 'work' },
        { value: '2', type: 'fax' },
      ],
      groups: ['00G1', '00G2'],
    });
    expect(map.toAttributes(identity, object)).to.deep.equal([]);
    const marked = new Map<string, string | boolean>([...phone('work', '1'), ['primary', true]]);
    const other = account({ phoneNumbers: [marked, phone('fax', '2')], groups: ['00G2', '00G1'] });
    expect(
      map.toAttributes(identity, other),
      'keys that the map does not speak of are no difference',
    ).to.deep.equal([]);
    expect(plain(map.toAttributes({ ...identity, Groups: [] }, object))).to.deep.equal({ groups: [] });
    expect(() => map.toAttributes({ Groups: ['00G1'] }, undefined)).to.throw(MappingError, 'A row for');
  });

  it('reads and writes one part of one value, and leaves the others alone', async () => {
    const map = await mappingOf(`
      entries:
        - { identity: mobile, attribute: phoneNumbers, part: value, where: { type: mobile } }
        - { identity: 'phones[type=work].number', attribute: phoneNumbers, part: value, where: { type: work } }`);
    const present = account({ phoneNumbers: [phone('fax', '9'), phone('work', '1')] });
    expect(map.toIdentity(present, undefined)).to.deep.equal({ phones: [{ type: 'work', number: '1' }] });
    const next = { mobile: '7', phones: [{ type: 'Work', number: '2' }] };
    expect(plain(map.toAttributes(next, present))).to.deep.equal({
      phoneNumbers: [
        { type: 'fax', value: '9' },
        { type: 'work', value: '2' },
        { type: 'mobile', value: '7' },
      ],
    });
    expect(map.toAttributes({ phones: [{ type: 'work', number: '1' }] }, present)).to.deep.equal([]);
    const cleared = map.toAttributes({ phones: [{ type: 'work', number: null }] }, present);
    expect(plain(cleared)).to.deep.equal({ phoneNumbers: { type: 'fax', value: '9' } });
    expect(plain(map.toAttributes(next, undefined))).to.deep.equal({
      phoneNumbers: [
        { type: 'mobile', value: '7' },
        { type: 'work', value: '2' },
      ],
    });
  });
});
