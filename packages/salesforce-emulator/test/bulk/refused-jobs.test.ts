import { expect } from 'chai';
import { ingest } from '../support/bulk-client.js';
import { openClient } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';

const INSERT = { object: 'Account', operation: 'insert' };

describe('bulk ingest jobs that are refused or fail', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ users: 2, bulk: { rowsPerStep: 2 } });
  });
  after(() => client.close());

  const refusals: readonly [string, unknown, string, string][] = [
    ['without object', { operation: 'insert' }, 'INVALIDJOB', 'object is required'],
    ['without operation', { object: 'Account' }, 'INVALIDJOB', 'operation is required'],
    ['for an unknown object', { ...INSERT, object: 'Nothing' }, 'INVALIDENTITY', "'Nothing'"],
    [
      'for an object that Bulk does not serve',
      { ...INSERT, object: 'UserLogin' },
      'INVALIDENTITY',
      "Entity 'UserLogin' is not supported by the Bulk API.",
    ],
    ['for an unknown operation', { ...INSERT, operation: 'merge' }, 'JSON_PARSER_ERROR', 'merge'],
    ['for another delimiter', { ...INSERT, columnDelimiter: 'COLON' }, 'JSON_PARSER_ERROR', 'COLON'],
    ['for another line ending', { ...INSERT, lineEnding: 'CR' }, 'JSON_PARSER_ERROR', 'CR'],
    ['for another content type', { ...INSERT, contentType: 'XML' }, 'JSON_PARSER_ERROR', 'XML'],
    ['to upsert without key', { ...INSERT, operation: 'upsert' }, 'INVALIDJOB', 'externalIdFieldName'],
    [
      'to upsert by a field that is no key',
      { ...INSERT, operation: 'upsert', externalIdFieldName: 'Phone' },
      'INVALIDJOB',
      'Phone does not match an External ID',
    ],
  ];
  for (const [what, request, code, words] of refusals) {
    it(`are not created ${what}`, async () => {
      const { status, json } = await client.call('POST', '/jobs/ingest', request);
      expect([status, json[0].errorCode]).to.deep.equal([400, code]);
      expect(json[0].message).to.include(words);
    });
  }

  const faults: readonly [string, object, string, string][] = [
    ['of a field that is not there', {}, 'Name,Foo\nA,1\n', 'InvalidBatch : Field name not found : Foo'],
    [
      'of a relation without key',
      {},
      'Owner.Title\nx\n',
      'InvalidBatch : Field name not found : Owner.Title',
    ],
    ['of a field given twice', {}, 'Name,name\nA,B\n', 'InvalidBatch : Duplicate field name : Name'],
    ['of a table without header', {}, '', 'InvalidBatch : The uploaded data has no header row'],
    [
      'of updates without Id',
      { operation: 'update' },
      'Name\nA\n',
      'InvalidBatch : Field name not found : Id',
    ],
    [
      'of deletes with more than Id',
      { operation: 'delete' },
      'Id,Name\nx,A\n',
      'InvalidBatch : Delete batch must contain only ids',
    ],
    [
      'of returns where none are told of',
      {},
      'Name\r\nA\r\n',
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is LF',
    ],
    [
      'of missing returns',
      { lineEnding: 'CRLF' },
      'Name\nA\n',
      'ClientInputError : LineEnding is invalid on user data. Current LineEnding setting is CRLF',
    ],
  ];
  for (const [what, request, csv, message] of faults) {
    it(`fail because ${what}, and leave every row unprocessed`, async () => {
      const { job, unprocessed } = await ingest(client, { ...INSERT, ...request }, csv);
      expect(job).to.include({ state: 'Failed', errorMessage: message, numberRecordsProcessed: 0 });
      expect(unprocessed).to.equal(csv);
    });
  }

  it('fail at a row that cannot be read; those before it are written', async () => {
    const { job, successful, unprocessed } = await ingest(client, INSERT, 'Name\nA\nB\nC"D\n');
    expect(job.state).to.equal('Failed');
    expect(job.errorMessage).to.match(/^InvalidBatch : Failed to parse CSV : /);
    expect(successful.map(({ Name }) => Name)).to.deep.equal(['A', 'B']);
    expect(unprocessed).to.equal('Name\nC"D\n');
  });

  it('fail at a quote that is never closed without holding all of the rest', async () => {
    const csv = `Name\nA\nB\n"C${'x'.repeat(1_700_000)}\nD\n`;
    const { job, unprocessed } = await ingest(client, INSERT, csv);
    expect(job.errorMessage).to.include('longer than 400000 characters');
    expect(unprocessed.length).to.equal(csv.length - 'A\nB\n'.length);
  });
});

describe('the daily batches of bulk jobs', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ users: 2, bulk: { rowsPerStep: 3_000, dailyBatches: 2 } });
  });
  after(() => client.close());

  it('are counted by ten thousand rows; a job that finds none left fails, and no more are created', async () => {
    const left = async (): Promise<number> =>
      (await client.call('GET', '/limits')).json.DailyBulkApiBatches.Remaining;
    await ingest(client, INSERT, 'Name\nA\n');
    expect(await left()).to.equal(1);
    const rows = Array.from({ length: 10_001 }, (_, at) => `Row ${at}`);
    const { job, unprocessed } = await ingest(client, INSERT, `Name\n${rows.join('\n')}\n`);
    expect(job).to.include({
      state: 'Failed',
      numberRecordsProcessed: 10_000,
      errorMessage: 'ExceededQuota : ApiBatchItems Limit exceeded.',
    });
    expect(unprocessed).to.equal('Name\nRow 10000\n');
    const { status, json } = await client.call('POST', '/jobs/ingest', INSERT);
    expect([status, json[0].errorCode]).to.deep.equal([400, 'EXCEEDEDQUOTA']);
    expect(await left()).to.equal(0);
  });
});
