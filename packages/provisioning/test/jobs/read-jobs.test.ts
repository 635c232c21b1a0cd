import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  SourceDocument,
  readJobs,
  type InboundDefinition,
  type JobDefinition,
  type KnownConnectors,
  type OutboundDefinition,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import { account } from '../mapping/mapping-bench.js';

describe('the jobs of a configuration', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'icf-jobs-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const read = (text: string, connectors?: KnownConnectors): Promise<ReadonlyMap<string, JobDefinition>> =>
    readJobs(new SourceDocument(`jobs:\n${text}`, join(folder, 'icf.yaml')).section('jobs'), connectors);
  const problemsOf = (text: string, connectors?: KnownConnectors): Promise<readonly string[]> =>
    read(text, connectors).then(
      () => [],
      (error: Error) => error.message.split('\n').map((line) => line.replace(join(folder, 'icf.yaml'), 'F')),
    );

  it('are compiled, with what a job says not', async () => {
    const jobs = await read('  users: { type: inbound, map: forgerock }');
    expect(jobs.get('users')).to.deep.include({
      ...{ name: 'users', type: 'inbound', connector: undefined, identityType: 'user', batchSize: 2_000 },
      ...{ extent: 'everything', schedule: undefined, reports: undefined },
    });
    const { objectClass, actions, correlation } = jobs.get('users') as InboundDefinition;
    expect(objectClass.type).to.equal('__ACCOUNT__');
    expect(actions.ABSENT).to.equal('report');
    expect(correlation.keysOf({ userName: 'ann' })).to.deep.equal([]);
  });

  it('take their parts from presets, from files, and from the job itself', async () => {
    await writeFile(join(folder, 'map.yaml'), 'entries: [{ identity: login, attribute: __NAME__ }]');
    const jobs = await read(`
  a: { type: inbound, map: ./map.yaml, correlation: forgerock, actions: oracle-trusted }
  b: { type: outbound, map: { extends: forgerock }, correlation: { preset: wso2 }, actions: { ABSENT: create } }`);
    const a = jobs.get('a') as InboundDefinition;
    expect(a.mapping.toIdentity(account({ __NAME__: 'ann' }), undefined)).to.deep.equal({ login: 'ann' });
    expect(a.actions.ABSENT).to.equal('create');
    expect(jobs.get('b')).to.deep.include({ type: 'outbound' });
  });

  it('refuse a path that one map takes for a secret and another for an ordinary value', async () => {
    const jobs = `
  a: { type: outbound, map: { entries: [{ identity: number, attribute: __PASSWORD__, expression: value + '!' }] } }
  b: { type: inbound, map: { entries: [{ identity: number, attribute: EmployeeNumber }] } }`;
    const [problem, ...more] = await problemsOf(jobs);
    expect(more).to.deep.equal([]);
    expect(problem)
      .to.match(/^F:3:3: job 'a' takes 'number' for the secret '__PASSWORD__'/)
      .and.include("the map of job 'b' takes it for an ordinary value");
    const other = jobs.replace('type: inbound,', 'type: inbound, identityType: device,');
    expect(await problemsOf(other), 'of another type it is another value').to.deep.equal([]);
    const made = jobs.replace('identity: number, ', '').replace('value +', 'string(identity.number) +');
    expect(await problemsOf(made), 'a secret may be made of others').to.deep.equal([]);
  });

  it('write identities with the keys of all jobs for them, so that each job finds what another wrote', async () => {
    const jobs = await read(`
  a: { type: inbound, map: forgerock, correlation: forgerock }
  b: { type: outbound, map: forgerock, correlation: { rules: [{ anyOf: [{ identity: mail, attribute: Email }] }] } }
  c: { type: inbound, identityType: group, map: oracle-groups, correlation: oracle-groups }`);
    const identity = { userName: 'Ann', mail: 'ann@x.example' };
    const keys = (jobs.get('a') as InboundDefinition).correlation.keysOf(identity);
    expect(keys.map(({ value }) => value)).to.deep.equal(['ann', 'ann@x.example']);
    expect((jobs.get('b') as InboundDefinition).correlation.keysOf(identity)).to.deep.equal(keys);
    expect((jobs.get('c') as InboundDefinition).correlation.keysOf(identity)).to.deep.equal([]);
  });

  it('know what of an identity has a bearing on its object: by the map, and by the condition', async () => {
    const jobs = await read(`
  a: { type: outbound, map: { entries: [{ identity: name.givenName, attribute: FirstName }, { attribute: Alias, expression: 'identity.?nick.orValue("")' }] } }
  b: { type: outbound, condition: identity.grade > 3, map: { entries: [{ identity: sn, attribute: LastName }] } }
  c: { type: outbound, map: { entries: [{ attribute: Alias, expression: 'size(identity) > 3' }] } }`);
    const membersOf = (name: string) => (jobs.get(name) as OutboundDefinition).identityMembers;
    expect(membersOf('a')).to.deep.equal(new Set(['name', 'nick']));
    expect(membersOf('b')).to.deep.equal(new Set(['sn', 'grade']));
    expect(membersOf('c')).to.equal(undefined);
  });

  it("read a mapping of ForgeRock's sync.json", async () => {
    const mapping = (name: string, source: string, target: string) => ({
      ...{ name, source, target },
      properties: [{ source: 'LastName', target: 'sn' }],
    });
    const both = [
      mapping('in', 'system/sf/User', 'managed/user'),
      mapping('out', 'managed/user', 'system/sf/User'),
    ];
    await writeFile(join(folder, 'sync.json'), JSON.stringify({ mappings: both }));
    const jobs = await read('  pull: { syncJson: ./sync.json, mapping: in, batchSize: 7 }');
    expect(jobs.get('pull')).to.deep.include({
      type: 'inbound',
      connector: 'sf',
      identityType: 'user',
      batchSize: 7,
    });
    expect(await problemsOf('  pull: { syncJson: ./sync.json }')).to.deep.equal([
      `F:2:11: jobs.pull.syncJson: names no mapping of ${join(folder, 'sync.json')}; write mapping: in, or out.`,
    ]);
    expect(await problemsOf('  pull: { syncJson: ./sync.json, mapping: up, map: wso2 }')).to.deep.equal([
      `F:2:34: jobs.pull.mapping: names no mapping of ${join(folder, 'sync.json')}; write mapping: in, or out.`,
      'F:2:47: jobs.pull.map: is told by the sync.json; take it out.',
    ]);
  });

  it('say what a disabled identity gets', async () => {
    const job = 'type: inbound, map: forgerock, actions: { UNQUALIFIED: disable }';
    expect(await problemsOf(`  in: { ${job} }`)).to.deep.equal([
      'F:2:40: jobs.in.actions: disables identities (UNQUALIFIED), and nothing says what a disabled one gets; add disabled, such as disabled: { active: false }.',
    ]);
    expect((await read(`  in: { ${job}, disabled: { active: false } }`)).has('in')).to.equal(true);
  });

  it('tell all that is wrong with all of them at once, each with its place', async () => {
    const problems = await problemsOf(`
  a: { type: inbund }
  b: { map: forgerock }
  c: { type: outbound, map: forgerok, filter: "x(", extent: changes }
  d: { type: lookups, map: forgerock, schedule: "61 * * * *" }
  e: { type: inbound, map: ./none.yaml, condition: objct.a == 1, liveSeconds: 5, filter: "equalTo('a','b')" }
  f: { type: inbound, map: forgerock, schedule: "0 0 31 2 *", timeZone: Mars/North }
  g: { type: outbound, map: forgerock, mapping: x, timeZone: UTC }`);
    expect(problems).to.deep.equal([
      "F:3:8: jobs.a.type: must be one of inbound, outbound, lookups; did you mean 'inbound'?",
      'F:4:3: jobs.b: has no type; write inbound, outbound or lookups.',
      "F:5:24: jobs.c.map: there is no preset 'forgerok'; did you mean 'forgerock'?",
      'F:5:39: jobs.c.filter: is for jobs of type inbound, and this one is outbound.',
      'F:5:53: jobs.c.extent: is for jobs of type inbound, and this one is outbound.',
      'F:5:39: jobs.c.filter: cannot be asked of changes; make it a condition of the job.',
      problems[6],
      "F:6:39: jobs.d.schedule: '61 * * * *' is no cron expression; one is '0 2 * * *', every night at two.",
      'F:6:23: jobs.d.map: is for jobs of type inbound or outbound, and this one is lookups.',
      problems[9],
      `F:7:23: jobs.e.map: there is no file ${join(folder, 'none.yaml')}.`,
      'F:7:82: jobs.e.filter: cannot be asked of changes; make it a condition of the job.',
      "F:8:63: jobs.f.timeZone: 'Mars/North' is no time zone; write one such as Europe/Berlin.",
      "F:8:39: jobs.f.schedule: '0 0 31 2 *' never comes.",
      'F:9:52: jobs.g.timeZone: is of no use without a schedule.',
      'F:9:40: jobs.g.mapping: names a mapping of a sync.json; add syncJson.',
    ]);
    expect(problems[6]).to.match(/^F:5:39: jobs\.c\.filter: .*no function 'x'/);
    expect(problems[9]).to.match(/^F:7:52: jobs\.e\.condition: .*objct/);
  });

  it('have a fingerprint of what they do, not of when they do it', async () => {
    await writeFile(join(folder, 'm.yaml'), 'entries: [{ identity: a, attribute: b }]');
    const printOf = async (more: string): Promise<string> =>
      ((await read(`  a: { type: inbound, map: ./m.yaml${more} }`)).get('a') as InboundDefinition)
        .fingerprint;
    const before = await printOf('');
    expect(await printOf(', schedule: "0 1 * * *", parallel: 2')).to.equal(before);
    expect(await printOf(', trusted: true')).not.to.equal(before);
    await writeFile(join(folder, 'm.yaml'), 'entries: [{ identity: a, attribute: c }]');
    expect(await printOf('')).not.to.equal(before);
  });

  it('name connectors that there are, also where they have other mistakes', async () => {
    const syncJson = { mappings: [{ name: 'm', source: 'system/CRM/account', target: 'managed/user' }] };
    await writeFile(join(folder, 'connectors.json'), JSON.stringify(syncJson));
    const jobs = `
  a: { type: lookups, connector: nope }
  b: { type: inbound, map: forgerock, connector: nope, schedule: often }
  c: { type: lookups }
  d: { syncJson: ./connectors.json }
  e: { type: lookups, connector: crm }`;
    const other = (line: number, name: string) =>
      `F:${line}: jobs.${name}.connector: 'nope' is no connector of this file; there is crm, hr.`;
    const problems = await problemsOf(jobs, { names: ['crm', 'hr'], default: undefined });
    expect(problems.map((problem) => problem.replace(/^(F:\d+):\d+/, '$1'))).to.have.members([
      other(3, 'a'),
      other(4, 'b'),
      "F:4: jobs.b.schedule: 'often' is no cron expression; one is '0 2 * * *', every night at two.",
      'F:5: jobs.c: needs a connector, and it is not told which; there is crm, hr.',
      "F:6: jobs.d: its sync.json names the connector 'CRM', which this file does not have; there is crm, hr. Add the connector that is meant.",
    ]);
    expect(await problemsOf('  c: { type: lookups }', { names: ['crm', 'hr'], default: 'hr' })).to.deep.equal(
      [],
    );
  });
});
