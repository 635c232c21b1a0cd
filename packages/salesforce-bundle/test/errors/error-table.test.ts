import { EXCEPTIONS, Uid, attribute, isRetryable, type ExceptionName } from '@icf-ts/framework';
import { expect } from 'chai';
import { rowFor, type ErrorRow } from '#src/errors/error-row.js';
import { ERROR_TABLE } from '#src/errors/error-table.js';
import { OAUTH_TABLE } from '#src/errors/oauth-table.js';
import { say, text } from '#src/words/text.js';
import { ACCOUNT, facadeOf, failureOf, openBench, type Bench } from '../connector/salesforce-facade.js';
import { OAUTH_CODES, REST_CODES, STATUSES } from './known-codes.js';

type Codes = typeof REST_CODES;

const PLAIN = 'as Salesforce says';
/** Every meaning that is known: the code with a message of no special meaning, and with each that has one. */
const meanings = (codes: Codes): readonly (readonly [code: string, message: string])[] =>
  codes.flatMap(([code, ...messages]) => [PLAIN, ...messages].map((message) => [code, message] as const));

for (const [name, table, codes] of [
  ['REST', ERROR_TABLE, [...REST_CODES, ...STATUSES.map((status) => [`ERROR_HTTP_${status}`] as const)]],
  ['OAuth', OAUTH_TABLE, OAUTH_CODES],
] as const) {
  describe(`the table of ${name} errors`, () => {
    it('has exactly one row for every known code, beside those for some of its messages', () => {
      const known = codes.map(([code]) => code);
      expect(known).to.deep.equal([...new Set(known)]);
      const whole = table.filter(({ when }) => !when).map(({ code }) => code);
      expect(whole).to.have.members(known);
      expect(table.filter(({ code }) => !known.includes(code))).to.deep.equal([]);
    });

    it('has no row for messages that is hidden by another, or that no known message fits', () => {
      const reached = new Set(meanings(codes).map(([code, message]) => rowFor(table, code, message)));
      expect(table.filter((row) => !reached.has(row))).to.deep.equal([]);
    });
  });
}

describe('what a caller sees of an error', () => {
  let bench: Bench;
  const uid = new Uid('005000000000001AAA');
  before(async () => {
    bench = await openBench();
    await bench.facade.test();
  });
  afterEach(() => bench.org.faults.clear());
  after(() => bench.close());

  const change = (): ReturnType<typeof failureOf> =>
    failureOf(bench.facade.update(ACCOUNT, uid, [attribute('Title', 'x')]));
  const expectRow = (
    error: Awaited<ReturnType<typeof change>>,
    row: ErrorRow | undefined,
    code: string,
  ): void => {
    expect(row, code).to.not.equal(undefined);
    const { exception, next } = row!;
    expect(error.name, code).to.equal(exception satisfies ExceptionName);
    expect(isRetryable(error), code).to.equal(EXCEPTIONS[exception].retryable);
    expect(error.message.endsWith(` ${say(text(next))}`), `${code}: ${error.message}`).to.equal(true);
    expect(error.message).to.include(code);
  };

  it('is, for every known code, the exception of its row, with ICF names and the next step', async () => {
    for (const [code, message] of meanings(REST_CODES)) {
      // Every attempt, where the connector logs in anew or repeats.
      const status = code === 'INVALID_SESSION_ID' ? 401 : 400;
      const body = [{ errorCode: code, message, fields: ['Username', 'IsActive'] }];
      bench.org.failNext({ status, body, times: 0 });
      const error = await change();
      bench.org.faults.clear();
      expectRow(error, rowFor(ERROR_TABLE, code, message), code);
      expect(error.attributeNames, code).to.deep.equal(['__NAME__', '__ENABLE__']);
      expect(error.message).to.include(`Salesforce refused to update User ${uid.value}: ${code}: ${message}`);
      expect(error.message).to.include('(__NAME__, __ENABLE__).');
      expect(error.uid?.value).to.equal(uid.value);
    }
  });

  it('is, for an answer without a code, that of its status', async () => {
    for (const status of STATUSES) {
      bench.org.failNext({ status, body: '<html>oops</html>', times: 0 });
      const error = await change();
      bench.org.faults.clear();
      if (status === 502 || status === 504) {
        // A gateway does not know whether Salesforce behind it has written.
        expect(error, String(status)).to.include({ name: 'RetryableException', outcomeUnknown: true });
        expect(isRetryable(error)).to.equal(false);
        continue;
      }
      expectRow(error, rowFor(ERROR_TABLE, `ERROR_HTTP_${status}`, ''), `ERROR_HTTP_${status}`);
    }
  });

  it('is, where the code is the whole text of an answer, that of the code', async () => {
    bench.org.failNext({ status: 403, body: 'Bad_OAuth_Token', contentType: 'text/plain', times: 0 });
    expectRow(await change(), rowFor(ERROR_TABLE, 'Bad_OAuth_Token', ''), 'Bad_OAuth_Token');
  });

  it('is, for every known code of the token endpoint, the exception of its row', async () => {
    for (const [code, message] of meanings(OAUTH_CODES)) {
      const facade = facadeOf(bench.org);
      bench.facades.push(facade);
      const body = { error: code, error_description: message };
      bench.org.failNext({ path: '/services/oauth2/token', status: 400, body, times: 0 });
      const error = await failureOf(facade.test());
      bench.org.faults.clear();
      expectRow(error, rowFor(OAUTH_TABLE, code, message), code);
      expect(error.message).to.include(`Salesforce refused to log in: ${code}: ${message}.`);
    }
  });

  it('names the fields that Salesforce names in its text alone', async () => {
    for (const [code, message, ...names] of [
      ['INVALID_FIELD', "No such column 'Foo' on sobject of type User", 'Foo'],
      ['INVALID_FIELD', "field 'AboutMe' can not be filtered in a query call", 'AboutMe'],
      ['REQUIRED_FIELD_MISSING', 'Required fields are missing: [Username, Alias]', '__NAME__', 'Alias'],
      [
        'INVALID_FIELD_FOR_INSERT_UPDATE',
        'Unable to create/update fields: Name, Username. Please check the security settings of this field',
        'Name',
        '__NAME__',
      ],
    ] as const) {
      bench.org.failNext({ status: 400, body: [{ errorCode: code, message }] });
      expect((await change()).attributeNames).to.deep.equal(names);
    }
  });

  it('is decided by the error that the others follow from', async () => {
    const body = [
      { errorCode: 'PROCESSING_HALTED', message: 'rolled back' },
      { errorCode: 'DUPLICATE_VALUE', message: 'taken', fields: [] },
    ];
    bench.org.failNext({ status: 400, body });
    const error = await change();
    expect(error.name).to.equal('AlreadyExistsException');
    expect(error.message).to.include('PROCESSING_HALTED: rolled back; DUPLICATE_VALUE: taken. Choose');
  });
});
