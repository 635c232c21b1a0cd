import { AttributeDelta } from '../../../common/attribute-delta.js';
import { Name } from '../../../common/name.js';
import { Uid } from '../../../common/uid.js';
import { mustEqual, mustHaveValues, mustRefuse } from '../assertions.js';
import type { Bench } from '../bench.js';
import { casesOf } from '../contract-case.js';

/** The Uid after the change: a new one is among the side effects. */
async function change(bench: Bench, uid: Uid, ...deltas: AttributeDelta[]): Promise<Uid> {
  const effects = await bench.facade.updateDelta(bench.type, uid, deltas);
  const moved = effects?.find((effect) => effect.is(Uid.NAME))?.valuesToReplace?.[0];
  return typeof moved === 'string' ? new Uid(moved) : uid;
}

export const updateDeltaCases = casesOf(
  'updateDelta',
  (add) => {
    add('replaces, and leaves the rest', async (bench) => {
      const { text, otherText } = bench.subject;
      const { uid } = await bench.create(
        bench.text(0),
        ...(otherText ? [bench.attribute(otherText, 1)] : []),
      );
      await change(bench, uid, new AttributeDelta(text.name, { replace: [text.values[1]] }));
      const found = await bench.get(uid);
      mustHaveValues(found, text.name, [text.values[1]], 'after a replacement');
      if (otherText) mustHaveValues(found, otherText.name, [otherText.values[1]], 'not among the deltas');
    });
    add('replaces with nothing', async (bench) => {
      const { name } = bench.subject.text;
      const { uid } = await bench.create(bench.text(0));
      await change(bench, uid, new AttributeDelta(name, { replace: [] }));
      mustHaveValues(await bench.get(uid), name, [], 'after a replacement with nothing');
    });
    const several = { when: ({ multi }: { multi?: unknown }) => multi !== undefined };
    add(
      'adds and removes values at once',
      async (bench) => {
        const { name, values } = bench.subject.multi!;
        const { uid } = await bench.create(bench.attribute(bench.subject.multi!, 0, 1));
        await change(bench, uid, new AttributeDelta(name, { add: [values[2]], remove: [values[0]] }));
        mustHaveValues(await bench.get(uid), name, [values[1], values[2]], 'after adding and removing');
      },
      several,
    );
    add(
      'adds no value twice and takes the removal of one that is not there',
      async (bench) => {
        const { name, values } = bench.subject.multi!;
        const { uid } = await bench.create(bench.attribute(bench.subject.multi!, 0));
        await change(
          bench,
          uid,
          new AttributeDelta(name, { add: [values[0], values[1]], remove: [values[2]] }),
        );
        mustHaveValues(await bench.get(uid), name, [values[0], values[1]], 'after adding what was there');
      },
      several,
    );
    add(
      'changes several attributes in one call',
      async (bench) => {
        const { text, multi } = bench.subject;
        const { uid } = await bench.create(bench.text(0), bench.attribute(multi!, 0));
        await change(
          bench,
          uid,
          new AttributeDelta(text.name, { replace: [text.values[2]] }),
          new AttributeDelta(multi!.name, { add: [multi!.values[1]] }),
        );
        const found = await bench.get(uid);
        mustHaveValues(found, text.name, [text.values[2]], 'the first of two deltas');
        mustHaveValues(found, multi!.name, [multi!.values[0], multi!.values[1]], 'the second of two deltas');
      },
      several,
    );
    add('removes the value of a text', async (bench) => {
      const { name, values } = bench.subject.text;
      const { uid } = await bench.create(bench.text(0));
      await change(bench, uid, new AttributeDelta(name, { remove: [values[0]] }));
      mustHaveValues(await bench.get(uid), name, [], 'after the removal');
    });
    add('refuses a Uid of no object', async (bench) => {
      const { name, values } = bench.subject.text;
      await mustRefuse(
        change(bench, new Uid(bench.subject.unknownUid), new AttributeDelta(name, { replace: [values[0]] })),
        ['UnknownUidException'],
        'updateDelta of an unknown Uid',
      );
    });
    add(
      'renames, and tells the new Uid',
      async (bench) => {
        const { uid } = await bench.create();
        const name = bench.name();
        const moved = await change(bench, uid, new AttributeDelta(Name.NAME, { replace: [name] }));
        mustEqual((await bench.get(moved)).name.value, name, 'the name after a rename');
        mustEqual(
          moved.value !== uid.value,
          bench.subject.rules.uidFollowsName,
          'whether the Uid has changed',
        );
      },
      { when: ({ rules }) => rules.renames },
    );
    add(
      'refuses a change of the Uid',
      async (bench) => {
        const { uid } = await bench.create();
        await mustRefuse(
          change(bench, uid, new AttributeDelta(Uid.NAME, { replace: ['other'] })),
          ['InvalidAttributeValueException'],
          'a delta of the Uid',
        );
      },
      { keeper: 'framework' },
    );
  },
  { needs: ['create', 'get'] },
);
