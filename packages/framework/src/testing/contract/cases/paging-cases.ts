import type { ConnectorObject } from '../../../common/connector-object.js';
import type { OperationOptionsInit } from '../../../common/operation-options.js';
import { Name } from '../../../common/name.js';
import { SortKey } from '../../../common/search-result.js';
import { must, mustEqual, mustHaveSame, mustHaveSameOrder, mustRefuse, uidsOf } from '../assertions.js';
import type { Bench } from '../bench.js';
import { casesOf } from '../contract-case.js';

const OBJECTS = 7;

interface Page {
  readonly objects: ConnectorObject[];
  readonly cookie: string | null;
  readonly remaining: number;
}

async function page(bench: Bench, options: OperationOptionsInit, facade = bench.facade): Promise<Page> {
  const stream = facade.search(bench.type, bench.mine, options);
  const objects = await stream.toArray();
  return {
    objects,
    cookie: stream.result?.pagedResultsCookie ?? null,
    remaining: stream.result?.remainingPagedResults ?? -1,
  };
}

/** All pages, one after the other; a connector that never ends is stopped. */
async function allPages(bench: Bench, pageSize: number, more: OperationOptionsInit = {}): Promise<Page[]> {
  const pages: Page[] = [];
  for (let cookie: string | null | undefined; cookie !== null; cookie = pages.at(-1)!.cookie) {
    must(pages.length <= OBJECTS + 1, `there are more pages of size ${pageSize} than objects`);
    pages.push(await page(bench, { pageSize, ...more, ...(cookie ? { pagedResultsCookie: cookie } : {}) }));
  }
  return pages;
}

export const pagingCases = casesOf(
  'search',
  (add) => {
    for (const size of [1, 2, 3, OBJECTS - 1, OBJECTS, OBJECTS + 1]) {
      add(`in pages of ${size} of ${OBJECTS} finds each object once`, async (bench) => {
        const made = await bench.createMany(OBJECTS);
        const pages = await allPages(bench, size);
        mustHaveSame(
          pages.flatMap(({ objects }) => uidsOf(objects)),
          made.map(({ uid }) => uid.value),
          `the pages of size ${size} together`,
        );
        for (const { objects } of pages.slice(0, -1)) mustEqual(objects.length, size, 'length of a page');
      });
    }
    add('gives no cookie with the last page', async (bench) => {
      await bench.createMany(4);
      const only = await page(bench, { pageSize: 4 });
      mustEqual(only.objects.length, 4, 'length of the only page');
      mustEqual(only.cookie, null, 'the cookie of a page that holds exactly everything');
      const last = (await allPages(bench, 3)).at(-1)!;
      mustEqual(last.objects.length, 1, 'length of the last page');
    });
    add('gives a page without objects, and no cookie, where nothing matches', async (bench) => {
      const empty = await page(bench, { pageSize: 3 });
      mustEqual(empty.objects.length, 0, 'length of the page');
      mustEqual(empty.cookie, null, 'the cookie');
    });
    add('tells what remains, where it tells at all', async (bench) => {
      await bench.createMany(5);
      const { remaining } = await page(bench, { pageSize: 2 });
      must(remaining === -1 || remaining === 3, `3 objects remain, but the result says ${remaining}`);
    });
    add('goes on by cookie on another facade', async (bench) => {
      const made = await bench.createMany(5);
      const first = await page(bench, { pageSize: 3 });
      must(first.cookie !== null, 'the first of two pages has no cookie');
      const another = await bench.anotherFacade();
      const second = await page(bench, { pageSize: 3, pagedResultsCookie: first.cookie }, another);
      mustHaveSame(
        [...uidsOf(first.objects), ...uidsOf(second.objects)],
        made.map(({ uid }) => uid.value),
        'two pages by two facades',
      );
    });
    add('gives the same page for the same cookie again', async (bench) => {
      await bench.createMany(5);
      const { cookie } = await page(bench, { pageSize: 2 });
      const options = { pageSize: 2, ...(cookie === null ? {} : { pagedResultsCookie: cookie }) };
      mustHaveSameOrder(
        uidsOf((await page(bench, options)).objects),
        uidsOf((await page(bench, options)).objects),
        'the second page, asked for twice',
      );
    });
    add('refuses a cookie that is none', async (bench) => {
      await bench.createMany(2);
      await mustRefuse(
        page(bench, { pageSize: 1, pagedResultsCookie: 'no cookie of yours' }),
        ['IllegalArgumentException', 'InvalidAttributeValueException', 'ConnectorException'],
        'a cookie that is none',
      );
    });
    add('pages what attributesToGet asks for', async (bench) => {
      await bench.createMany(3, bench.text());
      const { objects } = await page(bench, { pageSize: 2, attributesToGet: [] });
      mustEqual(objects.length, 2, 'length of the page');
      must(
        !objects[0]!.attributes.has(bench.subject.text.name),
        'attributes that were not asked for are there',
      );
    });
    add(
      'starts at the offset asked for, counted from 1',
      async (bench) => {
        await bench.createMany(5);
        const sortKeys = [new SortKey(Name.NAME)];
        const all = uidsOf(await bench.list(bench.mine, { sortKeys }));
        for (const offset of [1, 2, 5]) {
          const { objects } = await page(bench, { pageSize: 2, pagedResultsOffset: offset, sortKeys });
          mustHaveSameOrder(uidsOf(objects), all.slice(offset - 1, offset + 1), `page at offset ${offset}`);
        }
      },
      { when: ({ search }) => search.offsets === true && search.sorts === true },
    );
    add(
      'in sorted pages gives the sorted whole',
      async (bench) => {
        const { text } = bench.subject;
        for (const at of [2, 0, 1, 0, 2]) await bench.create(bench.text(at));
        const sortKeys = [new SortKey(text.name, false), new SortKey(Name.NAME)];
        const whole = uidsOf(await bench.list(bench.mine, { sortKeys }));
        for (const size of [1, 2, 4]) {
          const pages = await allPages(bench, size, { sortKeys });
          mustHaveSameOrder(
            pages.flatMap(({ objects }) => uidsOf(objects)),
            whole,
            `sorted pages of size ${size}`,
          );
        }
      },
      { when: ({ search }) => search.sorts === true },
    );
  },
  { needs: ['create'], when: ({ search }) => search.pages === true },
);
