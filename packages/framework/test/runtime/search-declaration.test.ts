import type { Attribute, SearchResult } from '@icf-ts/framework';
import {
  ConnectorObject,
  LocalConnector,
  Name,
  ObjectClass,
  ResultsHandlerConfiguration,
  SortKey,
  Uid,
  attribute,
  filters,
  type ConnectorFacade,
  type Filter,
  type OperationOptions,
} from '@icf-ts/framework';
import {
  describeConnector,
  type AttributeNormalizer,
  type Connector,
  type SearchDeclaration,
  type SearchOp,
} from '@icf-ts/framework/spi';
import { expect } from 'chai';

/** What the connector was asked for. */
interface Asked {
  readonly filter: Filter | undefined;
  readonly options: ReadonlyMap<string, unknown>;
}

/** A connector that hands out ten users in an odd order, whatever it is asked for. */
function connector(
  search: SearchDeclaration | undefined,
  filteredResultsHandlerInValidationMode = false,
): { facade: (filterOn?: boolean) => ConnectorFacade; asked: Asked[] } {
  const asked: Asked[] = [];
  class Careless implements Connector, SearchOp {
    init(): void {}
    dispose(): void {}
    async *search(
      type: ObjectClass,
      filter: Filter | undefined,
      options: OperationOptions,
    ): AsyncGenerator<ConnectorObject, SearchResult | void, void> {
      asked.push({ filter, options: options.values });
      for (const i of [3, 7, 1, 9, 0, 5, 2, 8, 6, 4]) {
        const shown = options.attributesToGet;
        const age = !shown || shown.includes('age') ? [attribute('age', i)] : [];
        yield new ConnectorObject(type, [new Uid(`u${i}`), new Name(`user${i}`), ...age]);
      }
    }
  }
  class Settings {}
  describeConnector(Careless, {
    name: 'Careless',
    displayNameKey: 'x',
    configuration: Settings,
    ...(search ? { search } : {}),
  });
  const local = new LocalConnector(Careless);
  return {
    asked,
    facade: (enableFilteredResultsHandler = true) =>
      local.createFacade(
        local.info.defaultConfiguration.with({
          resultsHandlers: new ResultsHandlerConfiguration({
            enableFilteredResultsHandler,
            filteredResultsHandlerInValidationMode,
          }),
        }),
      ),
  };
}

const uids = (objects: readonly ConnectorObject[]): string => objects.map(({ uid }) => uid.value).join(' ');
const odd = filters.or(filters.equals('age', 1), filters.greaterThan('age', 6));

describe('who filters, sorts and pages', () => {
  it('ICF’s way: the platform’s setting decides, and a page size with a filter of the framework is refused', async () => {
    const { facade } = connector(undefined);
    expect(uids(await facade().search(ObjectClass.ACCOUNT, odd).toArray())).to.equal('u7 u1 u9 u8');
    expect(await facade(false).search(ObjectClass.ACCOUNT, odd).toArray()).to.have.length(10);
    const error = await facade()
      .search(ObjectClass.ACCOUNT, odd, { pageSize: 2 })
      .toArray()
      .catch((failure: unknown) => failure);
    expect(error).to.have.property('name', 'IllegalArgumentException');
  });

  it('the connector: the framework keeps its hands off, whatever the platform has set', async () => {
    const { facade, asked } = connector({ filter: 'connector', sort: 'connector', page: 'connector' });
    const found = await facade()
      .search(ObjectClass.ACCOUNT, odd, { pageSize: 2, sortKeys: [new SortKey('age')] })
      .toArray();
    expect(found).to.have.length(10);
    expect([...asked[0]!.options.keys()]).to.have.members(['PAGE_SIZE', 'SORT_KEYS']);
    expect(asked[0]!.filter).to.equal(odd);
  });

  it('the framework: filters, sorts and cuts pages, and the connector never sees the options', async () => {
    const { facade, asked } = connector({ filter: 'framework', sort: 'framework', page: 'framework' });
    const options = { pageSize: 2, sortKeys: [new SortKey('age', false)], attributesToGet: [] };
    const pages: string[] = [];
    let cookie: string | null | undefined;
    do {
      const stream = facade(false).search(ObjectClass.ACCOUNT, odd, {
        ...options,
        ...(cookie ? { pagedResultsCookie: cookie } : {}),
      });
      const page = await stream.toArray();
      expect(page.every((object) => !object.attributes.has('age'))).to.equal(true);
      pages.push(uids(page));
      cookie = stream.result?.pagedResultsCookie;
    } while (cookie);
    expect(pages).to.deep.equal(['u9 u8', 'u7 u1']);
    for (const { filter, options: seen } of asked) {
      expect(filter).to.equal(undefined);
      expect([...seen.keys()]).to.deep.equal(['ATTRS_TO_GET']);
    }
  });

  it('an offset counts from one, and a foreign cookie is refused', async () => {
    const { facade } = connector({ filter: 'framework', sort: 'framework', page: 'framework' });
    const page = await facade()
      .search(ObjectClass.ACCOUNT, null, { pagedResultsOffset: 9, sortKeys: [new SortKey('__NAME__')] })
      .toArray();
    expect(uids(page)).to.equal('u8 u9');
    const error = await facade()
      .search(ObjectClass.ACCOUNT, null, { pagedResultsCookie: 'theirs' })
      .toArray()
      .catch((failure: unknown) => failure);
    expect(error).to.have.property('name', 'IllegalArgumentException');
  });

  it('what the framework filters by is read even if it was not asked for', async () => {
    const { facade, asked } = connector(undefined);
    const found = await facade()
      .search(ObjectClass.ACCOUNT, odd, { attributesToGet: ['mail'] })
      .toArray();
    expect(uids(found)).to.equal('u7 u1 u9 u8');
    expect(asked[0]!.options.get('ATTRS_TO_GET')).to.deep.equal(['mail', 'age']);
    expect(found[0]!.attributes.has('age')).to.equal(false);
  });

  it('takes a mismatch for the connector’s fault in validation mode', async () => {
    const { facade } = connector({ filter: 'connector' }, true);
    const error = await facade()
      .search(ObjectClass.ACCOUNT, odd)
      .toArray()
      .catch((failure: unknown) => failure);
    expect(error)
      .to.have.property('message')
      .that.matches(/u3, which does not match.*fault of the connector/);
  });
});

describe('a connector that normalizes', () => {
  class Settings {}
  const seen: string[] = [];
  class LowerCase implements Connector, SearchOp, AttributeNormalizer {
    init(): void {}
    dispose(): void {}
    normalizeAttribute(_type: ObjectClass, given: Attribute): Attribute {
      if (given instanceof Name) return new Name(given.value.toLowerCase());
      if (given instanceof Uid) return new Uid(given.value.toLowerCase());
      return given;
    }
    async *search(
      type: ObjectClass,
      filter: Filter | undefined,
    ): AsyncGenerator<ConnectorObject, void, void> {
      if (filter && 'attribute' in filter) seen.push(String(filter.attribute.single));
      yield new ConnectorObject(type, [new Uid('U1'), new Name('Ada')]);
    }
  }
  describeConnector(LowerCase, { name: 'LowerCase', displayNameKey: 'x', configuration: Settings });

  it('gets its form in what is asked and in what is found', async () => {
    const local = new LocalConnector(LowerCase);
    const facade = local.createFacade(local.info.defaultConfiguration);
    const [found] = await facade.search(ObjectClass.ACCOUNT, filters.equals('__NAME__', 'ADA')).toArray();
    expect(found?.name.value).to.equal('ada');
    expect((await facade.get(ObjectClass.ACCOUNT, new Uid('u1')))?.uid.value).to.equal('u1');
    expect(seen).to.deep.equal(['ada', 'u1']);
  });

  it('is left alone where the configuration says so', async () => {
    const local = new LocalConnector(LowerCase);
    const facade = local.createFacade(
      local.info.defaultConfiguration.with({
        resultsHandlers: new ResultsHandlerConfiguration({ enableNormalizingResultsHandler: false }),
      }),
    );
    expect(uids(await facade.search(ObjectClass.ACCOUNT).toArray())).to.equal('U1');
    expect(
      await facade.search(ObjectClass.ACCOUNT, filters.equals('__NAME__', 'ada')).toArray(),
    ).to.have.length(0);
  });
});
