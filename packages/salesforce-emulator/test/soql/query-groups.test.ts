import { expect } from 'chai';
import { openClient } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';

describe('query of groups', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ users: 30 });
    const stamps = [
      ['Lead', { LastName: 'One', Company: 'A', AnnualRevenue: 100 }],
      ['Lead', { LastName: 'Two', Company: 'A', AnnualRevenue: 50.5 }],
      ['Lead', { LastName: 'Three', Company: 'a' }],
      ['Lead', { LastName: 'Four', Company: 'B', AnnualRevenue: 7 }],
    ] as const;
    for (const [object, values] of stamps) {
      const { status, text } = await client.call('POST', `/sobjects/${object}`, values);
      expect(status, text).to.equal(201);
    }
  });
  after(() => client.close());

  it('folds values with every aggregate', async () => {
    const [row] = await client.rows(
      'SELECT COUNT(Id) n, COUNT(AnnualRevenue) filled, COUNT_DISTINCT(LastName) names, SUM(AnnualRevenue), AVG(AnnualRevenue) mean, MIN(LastName), MAX(AnnualRevenue) FROM Lead',
    );
    expect(row).to.deep.equal({
      attributes: { type: 'AggregateResult' },
      n: 4,
      filled: 3,
      names: 4,
      expr0: 157.5,
      mean: 52.5,
      expr1: 'Four',
      expr2: 100,
    });
    const [none] = await client.rows(
      "SELECT SUM(AnnualRevenue) s, MAX(Name) m, COUNT(Id) c FROM Lead WHERE Name = 'x'",
    );
    expect([none?.s, none?.m, none?.c]).to.deep.equal([null, null, 0]);
  });

  it('groups by fields, names them, and filters groups with HAVING', async () => {
    const rows = await client.rows(
      "SELECT Company c, SUM(AnnualRevenue) total FROM Lead GROUP BY Company HAVING COUNT(Id) >= 1 AND (NOT Company = 'b') ORDER BY SUM(AnnualRevenue) DESC NULLS LAST",
    );
    expect(rows.map(({ c, total }) => [c, total])).to.deep.equal([
      ['A', 150.5],
      ['a', null],
    ]);
    const related = await client.rows(
      'SELECT Profile.Name, COUNT(Id) n FROM User GROUP BY Profile.Name HAVING COUNT(Id) > 1 ORDER BY Profile.Name LIMIT 1',
    );
    expect(Object.keys(related[0] ?? {})).to.deep.equal(['attributes', 'Name', 'n']);
  });

  it('reads parts of dates in UTC, or in the zone of the user', async () => {
    const parts = await client.rows(
      "SELECT CALENDAR_YEAR(CreatedDate), CALENDAR_MONTH(CreatedDate) m, DAY_IN_MONTH(CreatedDate) d, HOUR_IN_DAY(CreatedDate) h, HOUR_IN_DAY(convertTimezone(CreatedDate)) local, DAY_ONLY(CreatedDate) day, WEEK_IN_YEAR(CreatedDate) w, COUNT(Id) n FROM User WHERE Alias = 'u2' GROUP BY CALENDAR_YEAR(CreatedDate), CALENDAR_MONTH(CreatedDate), DAY_IN_MONTH(CreatedDate), HOUR_IN_DAY(CreatedDate), HOUR_IN_DAY(convertTimezone(CreatedDate)), DAY_ONLY(CreatedDate), WEEK_IN_YEAR(CreatedDate)",
    );
    const [me] = await client.rows("SELECT TimeZoneSidKey FROM User WHERE Alias = 'integ'");
    const local = new Intl.DateTimeFormat('en', {
      timeZone: me?.TimeZoneSidKey,
      hour: 'numeric',
      hourCycle: 'h23',
    }).format(Date.UTC(2024, 0, 1));
    expect(parts).to.deep.equal([
      {
        attributes: { type: 'AggregateResult' },
        expr0: 2024,
        m: 1,
        d: 1,
        h: 0,
        local: Number(local),
        day: '2024-01-01',
        w: 1,
        n: 1,
      },
    ]);
  });

  it('compares parts of dates in WHERE', async () => {
    const count = async (where: string) =>
      (await client.query(`SELECT COUNT() FROM User WHERE ${where}`)).json.totalSize;
    expect(await count("CALENDAR_YEAR(CreatedDate) = 2024 AND Alias = 'u2'")).to.equal(1);
    expect(await count("DAY_ONLY(CreatedDate) = 2024-01-01 AND Alias = 'u2'")).to.equal(1);
    expect(await count("FISCAL_QUARTER(CreatedDate) IN (2, 3) AND Alias = 'u2'")).to.equal(0);
    expect(await count("DAY_IN_WEEK(CreatedDate) = 2 AND Alias = 'u2'")).to.equal(1);
  });

  it('has no pages: more than 2,000 groups are refused unless cut', async () => {
    const many = await openClient({ users: 2_100 });
    try {
      const { json } = await many.query('SELECT Username, COUNT(Id) FROM User GROUP BY Username');
      expect(json[0].errorCode).to.equal('EXCEEDED_ID_LIMIT');
      const cut = 'SELECT Username, COUNT(Id) FROM User GROUP BY Username LIMIT 5';
      expect((await many.query(cut)).json.records).to.have.length(5);
    } finally {
      await many.close();
    }
  });

  it('shows labels of picklists with toLabel', async () => {
    const [row] = await client.rows(
      "SELECT toLabel(LanguageLocaleKey), LocaleSidKey FROM User WHERE Alias = 'integ'",
    );
    expect(row?.LanguageLocaleKey).to.equal('English');
  });

  it('accepts clauses that change no answer', async () => {
    for (const clause of [
      'WITH SECURITY_ENFORCED',
      'WITH USER_MODE',
      'FOR VIEW',
      'FOR REFERENCE',
      'FOR VIEW, REFERENCE',
    ]) {
      const { status, text } = await client.query(`SELECT Id FROM User USING SCOPE everything ${clause}`);
      expect(status, text).to.equal(200);
    }
  });

  it('explains which index it takes', async () => {
    const plan = async (soql: string) =>
      (await client.call('GET', `/query?explain=${encodeURIComponent(soql)}`)).json.plans[0];
    const [user] = await client.rows("SELECT Id, Username FROM User WHERE Alias = 'integ'");
    for (const where of [`Id = '${user?.Id}'`, `Username IN ('${user?.Username}', 'x')`]) {
      const found = await plan(`SELECT Id FROM User WHERE IsActive = true AND ${where}`);
      expect([found.leadingOperationType, found.cardinality], where).to.deep.equal(['Index', 1]);
    }
    const stamps = await plan('SELECT Id FROM User WHERE SystemModstamp > 2024-01-01T00:28:00Z');
    expect(stamps).to.include({ leadingOperationType: 'Index', sobjectType: 'User' });
    expect(stamps.cardinality).to.be.below(stamps.sobjectCardinality);
    const scan = await plan("SELECT Id FROM User WHERE Title = 'x'");
    expect(scan).to.deep.include({ leadingOperationType: 'TableScan', fields: [], relativeCost: 1 });
  });
});
