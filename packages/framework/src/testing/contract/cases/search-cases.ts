import { ConnectorIOException } from '../../../common/errors/exceptions.js';
import { equals } from '../../../common/filter/build.js';
import { Name } from '../../../common/name.js';
import { ObjectClass } from '../../../common/object-class.js';
import { Uid } from '../../../common/uid.js';
import { must, mustEqual, mustHaveSame, mustHaveValues, mustRefuse, uidsOf } from '../assertions.js';
import { casesOf } from '../contract-case.js';

export const searchCases = casesOf(
  'search',
  (add) => {
    add('without a filter finds every object, each once', async (bench) => {
      const made = await bench.createMany(7);
      const uids = uidsOf(await bench.list());
      mustHaveSame(uids, [...new Set(uids)], 'all objects');
      const mine = new Set(made.map(({ uid }) => uid.value));
      mustHaveSame(
        uids.filter((uid) => mine.has(uid)),
        [...mine],
        'the objects created before, among all',
      );
    });
    add('finds objects of the class asked for only', async (bench) => {
      await bench.createMany(2);
      for (const { objectClass } of await bench.list()) {
        must(objectClass.equals(bench.type), `an object of class ${objectClass.type} is among the results`);
      }
    });
    add('finds the same again', async (bench) => {
      await bench.createMany(4);
      mustHaveSame(
        uidsOf(await bench.list(bench.mine)),
        uidsOf(await bench.list(bench.mine)),
        'a second search',
      );
    });
    add('finds nothing where nothing matches, without an error', async (bench) => {
      await bench.create();
      mustEqual(
        (await bench.list(equals(Name.NAME, bench.name()))).length,
        0,
        'objects of a name never used',
      );
    });
    add('gives the same object as get', async (bench) => {
      const { uid } = await bench.create(bench.text());
      const [found] = await bench.list(equals(Uid.NAME, uid.value));
      must(found !== undefined, 'search by Uid finds nothing');
      const got = await bench.get(uid);
      mustHaveSame(
        [...found.attributes].map(({ name }) => name),
        [...got.attributes].map(({ name }) => name),
        'attributes found by search, compared with get',
      );
    });
    add('returns Uid, Name and the attributes asked for', async (bench) => {
      const { text, otherText } = bench.subject;
      await bench.create(bench.text(), ...(otherText ? [bench.attribute(otherText, 0)] : []));
      for (const [asked, expected] of [
        [[text.name], [Uid.NAME, Name.NAME, text.name]],
        [[], [Uid.NAME, Name.NAME]],
      ] as const) {
        const [found] = await bench.list(bench.mine, { attributesToGet: asked });
        must(found !== undefined, `a search with attributesToGet [${asked.join()}] finds nothing`);
        mustHaveSame(
          [...found.attributes].map(({ name }) => name),
          expected,
          `attributes for attributesToGet [${asked.join()}]`,
        );
      }
    });
    add('takes attributesToGet in any case', async (bench) => {
      const { name, values } = bench.subject.text;
      await bench.create(bench.text());
      const [found] = await bench.list(bench.mine, { attributesToGet: [name.toUpperCase()] });
      mustHaveValues(found!, name, [values[0]], 'asked for in capitals');
    });
    add(
      'adds the attributes asked for to the default ones, when told so',
      async (bench) => {
        const { text, notByDefault } = bench.subject;
        await bench.create(bench.text(), ...(notByDefault ? [bench.attribute(notByDefault, 0)] : []));
        const asked = notByDefault ?? bench.subject.otherText!;
        const options = { attributesToGet: [asked.name], returnDefaultAttributes: true };
        const [found] = await bench.list(bench.mine, options);
        mustHaveValues(found!, text.name, [text.values[0]], 'returned by default');
        if (notByDefault) mustHaveValues(found!, asked.name, [asked.values[0]], 'asked for beside');
      },
      { when: ({ notByDefault, otherText }) => (notByDefault ?? otherText) !== undefined },
    );
    add('refuses an object class that the target does not have', async (bench) => {
      await mustRefuse(
        bench.facade.search(new ObjectClass('NoSuchClass')).next(),
        [],
        'search for an unknown object class',
      );
    });
    add(
      'refuses the class of all classes',
      async (bench) => {
        await mustRefuse(
          bench.facade.search(ObjectClass.ALL).next(),
          ['UnsupportedOperationException'],
          'search for __ALL__',
        );
      },
      { keeper: 'framework' },
    );
    add('keeps two searches on one facade apart', async (bench) => {
      await bench.createMany(4);
      const [left, right] = [
        bench.facade.search(bench.type, bench.mine),
        bench.facade.search(bench.type, bench.mine),
      ];
      const found: string[][] = [[], []];
      for (let open = 2; open > 0;) {
        open = 0;
        for (const [at, stream] of [left, right].entries()) {
          const { done, value } = await stream.next();
          if (done) continue;
          open++;
          found[at]!.push(value.uid.value);
        }
      }
      mustEqual(found[0]!.length, 4, 'objects found by the first of two searches');
      mustHaveSame(found[0]!, found[1]!, 'two searches at the same time');
    });
    add(
      'passes a failure of the target on by its name',
      async (bench) => {
        await bench.create();
        const { failNext } = bench.subject;
        await failNext!('search', new ConnectorIOException('the disk is gone'));
        const { message } = await mustRefuse(
          bench.list(),
          ['ConnectorIOException'],
          'search on a broken target',
        );
        must(message.includes('the disk is gone'), `the reason got lost: ${message}`);
        mustEqual((await bench.list(bench.mine)).length, 1, 'objects found after a failure');
      },
      { when: ({ failNext }) => failNext !== undefined },
    );
  },
  { needs: ['create', 'get'] },
);
