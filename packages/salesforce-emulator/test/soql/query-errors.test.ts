import { expect } from 'chai';
import { parseStatement } from '#src/soql/parse/parse-statement.js';
import { fixture } from '../support/fixtures.js';
import { openClient } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';

describe('query refusals', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ users: 1 });
  });
  after(() => client.close());

  const refusal = async (soql: string) => {
    const { status, json } = await client.query(soql);
    expect(status, soql).to.equal(400);
    expect(json, soql).to.have.length(1);
    expect(Object.keys(json[0]), soql).to.deep.equal(['message', 'errorCode']);
    return json[0] as { message: string; errorCode: string };
  };

  it('have the form of a recorded one, byte for byte', async function () {
    const recorded = fixture(this, 'composite_count_and_INVALID_TYPE.200.json').compositeResponse[1].body;
    const { json } = await client.query('select count() from XYZZY');
    expect(json).to.deep.equal(recorded);
  });

  it('point at the culprit', async () => {
    const { message } = await refusal('SELECT Id, Foo FROM User');
    expect(message.split('\n').slice(0, 4)).to.deep.equal([
      '',
      'SELECT Id, Foo FROM User',
      `${' '.repeat(11)}^`,
      'ERROR at Row:1:Column:12',
    ]);
    expect((await refusal("SELECT Id\nFROM User\nWHERE Foo = 'x'")).message).to.include(
      'ERROR at Row:3:Column:7',
    );
  });

  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['SELECT Id FROM Foo', 'INVALID_TYPE', /sObject type 'Foo' is not supported/],
    ['SELECT Foo FROM User', 'INVALID_FIELD', /No such column 'Foo' on entity 'User'/],
    ['SELECT Id FROM User ORDER BY Foo', 'INVALID_FIELD', /No such column 'Foo'/],
    ['SELECT Boss.Name FROM User', 'INVALID_FIELD', /Didn't understand relationship 'Boss' in field path/],
    [
      "SELECT Id FROM User WHERE Profile.Foo = 'x'",
      'INVALID_FIELD',
      /No such column 'Foo' on entity 'Profile'/,
    ],
    ["SELECT Id FROM User WHERE Address = 'x'", 'INVALID_FIELD', /can not be filtered in a query call/],
    ['SELECT Id FROM User ORDER BY Address', 'INVALID_FIELD', /can not be sorted in a query call/],
    ["SELECT Id FROM User WHERE Id LIKE '005%'", 'INVALID_FIELD', /invalid operator on id field/],
    ["SELECT Id FROM User WHERE IsActive LIKE 't%'", 'INVALID_FIELD', /invalid operator on boolean field/],
    ["SELECT Id FROM User WHERE IsActive = 'true'", 'INVALID_FIELD', /must be of type boolean/],
    ['SELECT Id FROM User WHERE Name = 5', 'INVALID_FIELD', /must be of type string and should be enclosed/],
    [
      "SELECT Id FROM User WHERE SystemModstamp > '2026-01-01T00:00:00Z'",
      'INVALID_FIELD',
      /value of filter criterion for field 'SystemModstamp' must be of type dateTime and should not be enclosed in quotes/,
    ],
    ['SELECT Id FROM User WHERE CreatedDate > 2026-01-31', 'INVALID_FIELD', /must be of type dateTime/],
    ['SELECT Id FROM User WHERE CreatedDate > 2026-13-31T00:00:00Z', 'MALFORMED_QUERY', /Invalid dateTime/],
    ["SELECT Id FROM User WHERE Id = 'abc'", 'INVALID_QUERY_FILTER_OPERATOR', /invalid ID field: abc/],
    ['SELECT Id FROM User OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', /Maximum SOQL offset allowed is 2000/],
    ['SELECT Id, Id FROM User', 'MALFORMED_QUERY', /duplicate field selected: Id/],
    ['SELECT Id x FROM User', 'MALFORMED_QUERY', /only aggregate expressions use field aliasing/],
    ['SELECT FIELDS(ALL) FROM User', 'MALFORMED_QUERY', /must have a LIMIT of at most 200/],
    ['SELECT Name, COUNT(Id) FROM User', 'MALFORMED_QUERY', /must be grouped or aggregated: Name/],
    ['', 'MALFORMED_QUERY', /unexpected token: '<EOF>'/],
    ['SELECT Id FROM User WHERE', 'MALFORMED_QUERY', /unexpected token: '<EOF>'/],
    ['DELETE FROM User', 'MALFORMED_QUERY', /unexpected token: 'DELETE'/],
    ['SELECT Id FROM User;', 'MALFORMED_QUERY', /unexpected token: ';'/],
    ['SELECT Id,, Name FROM User', 'MALFORMED_QUERY', /unexpected token: ','/],
    ['SELECT Id FROM User WHERE Name IS NULL', 'MALFORMED_QUERY', /unexpected token: 'IS'/],
    ["SELECT Id FROM User WHERE Name = 'O'Brien'", 'MALFORMED_QUERY', /unexpected token: '''/],
    ["SELECT Id FROM User WHERE Name = 'open", 'MALFORMED_QUERY', /unexpected token: '''/],
    ["SELECT Id FROM User WHERE Name = 'a\\q'", 'MALFORMED_QUERY', /Illegal character sequence '\\q'/],
    ["SELECT Id FROM User WHERE Name = 'a\\%'", 'MALFORMED_QUERY', /Illegal character sequence '\\%'/],
    ['SELECT Id FROM User WHERE Name IN ()', 'MALFORMED_QUERY', /unexpected token: '\)'/],
    ["SELECT Id FROM User WHERE (Name = 'a'", 'MALFORMED_QUERY', /unexpected token: '<EOF>'/],
    ["SELECT Id FROM User WHERE Name = 'a')", 'MALFORMED_QUERY', /unexpected token: '\)'/],
    ["SELECT Id FROM User WHERE AND Name = 'a'", 'MALFORMED_QUERY', /unexpected token: 'AND'/],
    ["SELECT Id FROM User WHERE Name = 'a' Alias = 'b'", 'MALFORMED_QUERY', /unexpected token: 'Alias'/],
    [
      "SELECT Id FROM User WHERE Name = 'a' AND Alias = 'b' OR Alias = 'c'",
      'MALFORMED_QUERY',
      /unexpected token: 'OR'/,
    ],
    [
      "SELECT Id FROM User WHERE Name = 'a' AND NOT Alias = 'b'",
      'MALFORMED_QUERY',
      /unexpected token: 'NOT'/,
    ],
    ['SELECT Id FROM User WHERE Name = :name', 'MALFORMED_QUERY', /unexpected token: ':'/],
    ['SELECT Id FROM User LIMIT -1', 'MALFORMED_QUERY', /unexpected token: '-1'/],
    [
      'SELECT (SELECT Id FROM Foos) FROM User',
      'INVALID_TYPE',
      /relationship 'Foos' in FROM part of query call/,
    ],
    ['SELECT (SELECT COUNT() FROM ManagedUsers) FROM User', 'MALFORMED_QUERY', /no aggregates/],
    ['SELECT FORMAT(CreatedDate) FROM User', 'FUNCTIONALITY_NOT_ENABLED', /the function FORMAT/],
    [
      'SELECT CALENDAR_YEAR(CreatedDate) FROM User',
      'MALFORMED_QUERY',
      /must be grouped or aggregated: CALENDAR/,
    ],
    [
      'SELECT Id FROM User WHERE CALENDAR_YEAR(Name) = 1',
      'INVALID_FIELD',
      /cannot be applied to the field Name/,
    ],
    ['SELECT Id FROM User WHERE COUNT(Id) = 1', 'MALFORMED_QUERY', /unexpected token: 'COUNT'/],
    ['SELECT Id FROM User HAVING COUNT(Id) = 1', 'MALFORMED_QUERY', /unexpected token: 'HAVING'/],
    [
      'SELECT UserType FROM User GROUP BY ROLLUP(UserType)',
      'FUNCTIONALITY_NOT_ENABLED',
      /does not serve the function ROLLUP/,
    ],
    ['SELECT UserType FROM User GROUP BY UserType ORDER BY Name', 'MALFORMED_QUERY', /aggregated: Name/],
    ['SELECT SUM(Name) FROM User', 'MALFORMED_QUERY', /Name does not support aggregate operator SUM/],
    ['SELECT CreatedDate FROM User GROUP BY CreatedDate', 'INVALID_FIELD', /can not be grouped/],
    ['SELECT COUNT(), MIN(Name) FROM User', 'MALFORMED_QUERY', /must be the only column/],
    ['SELECT Id FROM User FOR UPDATE', 'MALFORMED_QUERY', /FOR UPDATE not allowed/],
    ['SELECT Id FROM User ALL ROWS', 'MALFORMED_QUERY', /ALL ROWS not allowed in this context/],
    ['SELECT Id FROM User USING SCOPE mine', 'FUNCTIONALITY_NOT_ENABLED', /USING SCOPE mine/],
    ['SELECT UserOrGroup.Department FROM GroupMember', 'INVALID_FIELD', /'Department' on entity 'Name'/],
    ['SELECT TYPEOF Profile WHEN Profile THEN Id END FROM User', 'MALFORMED_QUERY', /one object only/],
    ["SELECT Id FROM User WHERE Name INCLUDES ('a')", 'INVALID_FIELD', /only valid on multipicklist/],
    [
      `SELECT Id FROM User WHERE Name = '${'x'.repeat(4_001)}'`,
      'MALFORMED_QUERY',
      /longer than 4000 characters/,
    ],
  ];
  for (const [soql, errorCode, message] of cases) {
    it(`${errorCode}: ${soql || '(nothing)'}`, async () => {
      const error = await refusal(soql);
      expect(error.errorCode).to.equal(errorCode);
      expect(error.message).to.match(message);
    });
  }

  const semiJoins: readonly (readonly [string, RegExp])[] = [
    ["Name = 'x' OR Id IN (SELECT UserId FROM UserLogin)", /not allowed with the 'OR' operator/],
    [
      "IsActive = true AND (Name = 'x' OR Id IN (SELECT UserId FROM UserLogin))",
      /only allowed at the top level WHERE expressions/,
    ],
    ['NOT Id IN (SELECT UserId FROM UserLogin)', /only allowed at the top level/],
    ['Id IN (SELECT ManagerId FROM User)', /should not be on the same object type/],
    ['Id IN (SELECT GroupId FROM GroupMember)', /should point to the same object type/],
    ['Id IN (SELECT UserOrGroup.Id FROM GroupMember)', /only select id and reference fields/],
    ['Name IN (SELECT UserId FROM UserLogin)', /left operand of a semi join/],
    ['Id IN (SELECT UserId FROM UserLogin LIMIT 1)', /take no GROUP BY, ORDER BY, LIMIT/],
    ['Id IN (SELECT Id, UserId FROM UserLogin)', /exactly one field/],
    [
      'Id IN (SELECT AssigneeId FROM PermissionSetAssignment WHERE PermissionSetId IN (SELECT Id FROM PermissionSet))',
      /Nesting of semi join/,
    ],
    [Array<string>(3).fill('Id NOT IN (SELECT UserId FROM UserLogin)').join(' AND '), /Maximum 2 semi join/],
  ];
  for (const [where, message] of semiJoins) {
    it(`semi-joins: ${where}`, async () => {
      const error = await refusal(`SELECT Id FROM User WHERE ${where}`);
      expect(error.errorCode).to.equal('MALFORMED_QUERY');
      expect(error.message).to.match(message);
    });
  }

  it('take brackets as deep as they are sensible', async () => {
    const nested = (depth: number) =>
      `SELECT Id FROM User WHERE ${'('.repeat(depth)}Alias = 'integ'${')'.repeat(depth)}`;
    expect((await client.query(nested(150))).json.totalSize).to.equal(1);
    expect((await refusal(nested(2_000))).errorCode).to.equal('QUERY_TOO_COMPLICATED');
  });

  it('end a statement at 100,000 characters', () => {
    const long = `SELECT Id FROM User WHERE Name IN (${"'x',".repeat(25_000)}'x')`;
    expect(() => parseStatement(long)).to.throw(/longer than 100000 characters/);
  });

  it('name the missing parameter', async () => {
    expect((await client.call('GET', '/query')).status).to.equal(400);
  });
});
