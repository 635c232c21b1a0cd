import { Attribute } from '../../../common/attribute.js';
import { attribute } from '../../../common/attributes.js';
import { Name } from '../../../common/name.js';
import { SpecialAttributes } from '../../../common/special-attributes.js';
import { Uid } from '../../../common/uid.js';
import { must, mustEqual, mustHaveValues, mustRefuse } from '../assertions.js';
import { casesOf } from '../contract-case.js';

export const updateCases = casesOf(
  'update',
  (add) => {
    add('replaces what it is given and nothing else', async (bench) => {
      const { text, otherText } = bench.subject;
      const { uid, name } = await bench.create(
        bench.text(0),
        ...(otherText ? [bench.attribute(otherText, 0)] : []),
      );
      const other = await bench.create(bench.text(0));
      await bench.facade.update(bench.type, uid, [bench.text(1)]);
      const found = await bench.get(uid);
      mustHaveValues(found, text.name, [text.values[1]], 'after update');
      mustEqual(found.name.value, name, 'the name after an update of something else');
      if (otherText) mustHaveValues(found, otherText.name, [otherText.values[0]], 'not among the updated');
      mustHaveValues(await bench.get(other.uid), text.name, [text.values[0]], 'another object');
    });
    add('returns a Uid under which the object is found', async (bench) => {
      const { uid } = await bench.create();
      const returned = await bench.facade.update(bench.type, uid, [bench.text(1)]);
      await bench.get(returned ?? uid);
      mustEqual(returned?.value ?? uid.value, uid.value, 'the Uid after an update of a text');
    });
    for (const [what, none] of [
      ['null', null],
      ['an empty list', []],
    ] as const) {
      add(`clears an attribute by ${what}`, async (bench) => {
        const { name } = bench.subject.text;
        const { uid } = await bench.create(bench.text());
        await bench.facade.update(bench.type, uid, [new Attribute(name, none)]);
        mustHaveValues(await bench.get(uid), name, [], `after an update with ${what}`);
      });
    }
    add('sets an attribute that had no value', async (bench) => {
      const { text } = bench.subject;
      const { uid } = await bench.create();
      await bench.facade.update(bench.type, uid, [bench.text(2)]);
      mustHaveValues(await bench.get(uid), text.name, [text.values[2]], 'after the first update');
    });
    add('takes names of attributes in any case', async (bench) => {
      const { name, values } = bench.subject.text;
      const { uid } = await bench.create(bench.text(0));
      await bench.facade.update(bench.type, uid, [attribute(name.toUpperCase(), values[1])]);
      mustHaveValues(await bench.get(uid), name, [values[1]], 'after an update in capitals');
    });
    add(
      'replaces all values of an attribute of several',
      async (bench) => {
        const multi = bench.subject.multi!;
        const { uid } = await bench.create(bench.attribute(multi, 0, 1));
        await bench.facade.update(bench.type, uid, [bench.attribute(multi, 1, 2)]);
        mustHaveValues(await bench.get(uid), multi.name, [multi.values[1], multi.values[2]], 'after update');
      },
      { when: ({ multi }) => multi !== undefined },
    );
    add('of nothing changes nothing', async (bench) => {
      const { text } = bench.subject;
      const { uid } = await bench.create(bench.text(0));
      await bench.facade.update(bench.type, uid, []);
      mustHaveValues(await bench.get(uid), text.name, [text.values[0]], 'after an update of nothing');
    });
    add('refuses a Uid of no object', async (bench) => {
      await mustRefuse(
        bench.facade.update(bench.type, new Uid(bench.subject.unknownUid), [bench.text()]),
        ['UnknownUidException'],
        'update of an unknown Uid',
      );
    });
    add(
      'refuses an attribute that the class does not have, and changes nothing then',
      async (bench) => {
        const { text } = bench.subject;
        const { uid } = await bench.create(bench.text(0));
        await mustRefuse(
          bench.facade.update(bench.type, uid, [bench.text(1), attribute('noSuchAttributeAnywhere', 'x')]),
          ['InvalidAttributeValueException'],
          'update of an unknown attribute',
        );
        mustHaveValues(await bench.get(uid), text.name, [text.values[0]], 'after a refused update');
      },
      { when: ({ rules }) => rules.refusesUnknownAttributes },
    );
    add(
      'refuses a Uid among the attributes',
      async (bench) => {
        const { uid } = await bench.create();
        await mustRefuse(
          bench.facade.update(bench.type, uid, [new Uid('other')]),
          ['InvalidAttributeValueException'],
          'update of the Uid',
        );
      },
      { keeper: 'framework' },
    );
    const renames = { when: ({ rules }: { rules: { renames: boolean } }) => rules.renames };
    add(
      'renames',
      async (bench) => {
        const { uid } = await bench.create(bench.text(0));
        const name = bench.name();
        const returned = await bench.facade.update(bench.type, uid, [new Name(name)]);
        const found = await bench.get(returned ?? uid);
        mustEqual(found.name.value, name, 'the name after a rename');
        mustHaveValues(found, bench.subject.text.name, [bench.subject.text.values[0]], 'after a rename');
        const follows = bench.subject.rules.uidFollowsName;
        must(
          follows === (found.uid.value !== uid.value),
          follows ? 'the Uid is the same after a rename' : 'the rename changed the Uid',
        );
        if (follows) mustEqual(await bench.facade.get(bench.type, uid), null, 'what the old Uid finds');
      },
      renames,
    );
    add(
      'refuses to rename to a name that is taken',
      async (bench) => {
        const [first, second] = await bench.createMany(2);
        await mustRefuse(
          bench.facade.update(bench.type, second!.uid, [new Name(first!.name)]),
          ['AlreadyExistsException'],
          'a rename to a name that is taken',
        );
        mustEqual((await bench.get(second!.uid)).name.value, second!.name, 'the name after a refused rename');
      },
      renames,
    );
    add(
      'takes the name that the object has already',
      async (bench) => {
        const { uid, name } = await bench.create();
        const returned = await bench.facade.update(bench.type, uid, [new Name(name), bench.text(1)]);
        mustEqual((await bench.get(returned ?? uid)).name.value, name, 'the name');
      },
      renames,
    );
    add(
      'frees the old name',
      async (bench) => {
        const { uid, name } = await bench.create();
        await bench.facade.update(bench.type, uid, [new Name(bench.name())]);
        await bench.facade.create(bench.type, bench.attributes(name));
      },
      renames,
    );
    add(
      'disables and enables',
      async (bench) => {
        const { uid } = await bench.create();
        for (const enabled of [false, true]) {
          await bench.facade.update(bench.type, uid, [attribute(SpecialAttributes.ENABLE, enabled)]);
          mustHaveValues(await bench.get(uid), SpecialAttributes.ENABLE, [enabled], 'after update');
        }
      },
      { when: ({ rules }) => rules.enables },
    );
    add('of two objects at the same time changes both', async (bench) => {
      const { text } = bench.subject;
      const made = await bench.createMany(4, bench.text(0));
      await Promise.all(
        made.map(({ uid }, at) => bench.facade.update(bench.type, uid, [bench.text((at % 2) + 1)])),
      );
      for (const [at, { uid }] of made.entries())
        mustHaveValues(await bench.get(uid), text.name, [text.values[(at % 2) + 1]!], 'each of four');
    });
  },
  { needs: ['create', 'get'] },
);
