import { attribute } from '../../../common/attributes.js';
import { Name } from '../../../common/name.js';
import { ObjectClass } from '../../../common/object-class.js';
import { SpecialAttributes } from '../../../common/special-attributes.js';
import { Uid } from '../../../common/uid.js';
import { must, mustEqual, mustHaveSame, mustHaveValues, mustRefuse, uidsOf } from '../assertions.js';
import { casesOf } from '../contract-case.js';

export const createCases = casesOf('create', (add) => {
  add(
    'returns a Uid under which get finds the object',
    async (bench) => {
      const { uid, name } = await bench.create();
      must(uid instanceof Uid, 'create returns no Uid');
      const found = await bench.get(uid);
      mustEqual(found.uid.value, uid.value, 'the Uid of what get finds');
      mustEqual(found.name.value, name, 'the name of what get finds');
    },
    { needs: ['get'] },
  );
  add(
    'keeps every value that it was given',
    async (bench) => {
      const { text, otherText, number, multi } = bench.subject;
      const given = [
        bench.attribute(text, 1),
        ...(otherText ? [bench.attribute(otherText, 2)] : []),
        ...(number ? [bench.attribute(number, 0)] : []),
        ...(multi ? [bench.attribute(multi, 0, 1, 2)] : []),
      ];
      const found = await bench.get((await bench.create(...given)).uid);
      for (const { name, values } of given) mustHaveValues(found, name, values!, 'after create');
    },
    { needs: ['get'] },
  );
  add(
    'takes names of attributes in any case',
    async (bench) => {
      const { name, values } = bench.subject.text;
      const { uid } = await bench.create(attribute(name.toUpperCase(), values[0]));
      mustHaveValues(await bench.get(uid), name, [values[0]], 'after create in capitals');
    },
    { needs: ['get'] },
  );
  add('gives each object a Uid of its own', async (bench) => {
    const made = await bench.createMany(5);
    mustHaveSame(
      [...new Set(made.map(({ uid }) => uid.value))],
      made.map(({ uid }) => uid.value),
      'the Uids of five objects',
    );
  });
  add('refuses a second object of the same name', async (bench) => {
    const { name } = await bench.create();
    await mustRefuse(
      bench.facade.create(bench.type, bench.attributes(name)),
      ['AlreadyExistsException'],
      'create of a name that is taken',
    );
  });
  add(
    'refuses a name that differs in case only',
    async (bench) => {
      const { name } = await bench.create();
      await mustRefuse(
        bench.facade.create(bench.type, bench.attributes(name.toUpperCase())),
        ['AlreadyExistsException'],
        'create of a name that is taken in another case',
      );
    },
    { when: ({ rules }) => rules.namesIgnoreCase },
  );
  add(
    'leaves nothing behind where it refuses',
    async (bench) => {
      const { name, uid } = await bench.create(bench.text(0));
      await bench.facade.create(bench.type, bench.attributes(name, bench.text(1))).catch(() => undefined);
      mustHaveSame(uidsOf(await bench.list(bench.mine)), [uid.value], 'what is there after a refused create');
      mustHaveValues(
        await bench.get(uid),
        bench.subject.text.name,
        [bench.subject.text.values[0]],
        'the first object after a refused second',
      );
    },
    { needs: ['get', 'search'] },
  );
  add('refuses an object without a name', async (bench) => {
    await mustRefuse(
      bench.facade.create(bench.type, bench.attributes(bench.name()).without(Name.NAME)),
      ['InvalidAttributeValueException', 'IllegalArgumentException'],
      'create without a name',
    );
  });
  add(
    'refuses an attribute that the class does not have',
    async (bench) => {
      await mustRefuse(
        bench.create(attribute('noSuchAttributeAnywhere', 'x')),
        ['InvalidAttributeValueException'],
        'create with an unknown attribute',
      );
    },
    { when: ({ rules }) => rules.refusesUnknownAttributes },
  );
  add('refuses an object class that the target does not have', async (bench) => {
    await mustRefuse(
      bench.facade.create(new ObjectClass('NoSuchClass'), bench.attributes(bench.name())),
      [],
      'create of an unknown object class',
    );
  });
  add(
    'refuses a Uid among the attributes, and an attribute given twice',
    async (bench) => {
      const all = [...bench.attributes(bench.name())];
      const refuse = (more: typeof all, what: string) =>
        mustRefuse(
          bench.facade.create(bench.type, [...all, ...more]),
          ['InvalidAttributeValueException'],
          what,
        );
      await refuse([new Uid('mine')], 'create with a Uid');
      const { name, values } = bench.subject.text;
      await refuse(
        [attribute(name, values[0]), attribute(name.toUpperCase(), values[1])],
        'create with an attribute twice',
      );
    },
    { keeper: 'framework' },
  );
  add(
    'takes no attributes at all for a fault of the caller',
    async (bench) => {
      await mustRefuse(
        bench.facade.create(bench.type, null as never),
        ['IllegalArgumentException'],
        'create with null instead of attributes',
      );
    },
    { keeper: 'framework' },
  );
  add(
    'makes an object that is disabled from the start',
    async (bench) => {
      const { uid } = await bench.create(attribute(SpecialAttributes.ENABLE, false));
      mustHaveValues(await bench.get(uid), SpecialAttributes.ENABLE, [false], 'created as disabled');
    },
    { needs: ['get'], when: ({ rules }) => rules.enables },
  );
  add(
    'makes many objects at the same time',
    async (bench) => {
      const names = Array.from({ length: 10 }, () => bench.name());
      const uids = await Promise.all(
        names.map((name) => bench.facade.create(bench.type, bench.attributes(name))),
      );
      const found = await bench.list(bench.mine);
      mustHaveSame(
        uidsOf(found),
        uids.map(({ value }) => value),
        'objects created at the same time',
      );
      mustHaveSame(
        found.map(({ name }) => name.value),
        names,
        'their names',
      );
    },
    { needs: ['search'] },
  );
  add(
    'lets one of two at the same time have the name',
    async (bench) => {
      const name = bench.name();
      const outcomes = await Promise.allSettled(
        [0, 1, 2].map(() => bench.facade.create(bench.type, bench.attributes(name))),
      );
      const made = outcomes.filter(({ status }) => status === 'fulfilled').length;
      mustEqual(made, 1, 'successful creates of the same name');
      mustEqual((await bench.list(bench.mine)).length, 1, 'objects of the same name');
    },
    { needs: ['search'] },
  );
});
