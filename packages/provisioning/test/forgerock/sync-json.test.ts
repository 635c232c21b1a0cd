import { SourceDocument, readSyncJson } from '@icf-ts/provisioning';
import { expect } from 'chai';
import { account, plain } from '../mapping/mapping-bench.js';

const USERS = {
  mappings: [
    {
      name: 'systemSalesforceUser_managedUser',
      source: 'system/salesforce/User',
      target: 'managed/user',
      icon: null,
      correlationQuery: [
        {
          linkQualifier: 'default',
          expressionTree: { any: ['userName', { all: ['mail', 'sn'] }] },
          type: 'text/javascript',
          file: 'ui/correlateTreeToQueryFilter.js',
        },
      ],
      properties: [
        { source: 'Username', target: 'userName' },
        { source: 'LastName', target: 'sn' },
        { source: 'Email', target: 'mail' },
        { source: '_id', target: 'salesforce/id' },
        { source: '', target: 'origin', default: 'Salesforce' },
        { source: 'Alias', target: 'alias', transform: { type: 'text/cel', source: 'value.upper()' } },
      ],
      policies: [
        { situation: 'FOUND', action: 'UPDATE' },
        { situation: 'UNASSIGNED', action: 'NOREPORT' },
        { situation: 'ALL_GONE', action: 'IGNORE' },
      ],
    },
    {
      name: 'managedUser_systemSalesforceUser',
      source: 'managed/user',
      target: 'system/salesforce/User',
      properties: [
        { source: 'sn', target: 'LastName' },
        { target: 'LocaleSidKey', default: 'en_US' },
        {
          source: 'title',
          target: 'Title',
          condition: { type: 'text/cel', source: 'identity.?active.orValue(false)' },
        },
      ],
    },
  ],
};

const read = (content: unknown) =>
  readSyncJson(new SourceDocument(JSON.stringify(content, undefined, 2), 'conf/sync.json'));

describe("ForgeRock's sync.json", () => {
  it('is read as it is', async () => {
    const [inbound, outbound] = await read(USERS);
    expect(inbound).to.include({ direction: 'inbound', system: 'salesforce', identityType: 'user' });
    expect(inbound!.objectClass.type).to.equal('User');
    expect(inbound!.actions).to.include({ FOUND: 'link', UNASSIGNED: 'ignore', ABSENT: 'create' });
    const object = account({ Username: 'ann', LastName: 'Lee', Alias: 'al' });
    expect(inbound!.mapping.toIdentity(object, { mail: 'old@x.org' })).to.deep.equal({
      userName: 'ann',
      sn: 'Lee',
      mail: null,
      salesforce: { id: '005A' },
      origin: 'Salesforce',
      alias: 'AL',
    });
    expect(inbound!.correlation!.keysOf({ userName: 'ann', mail: 'a@x.org', sn: 'Lee' })).to.deep.equal([
      { name: 'userName', value: 'ann' },
      { name: 'mail + sn', value: 'a@x.org\u001Flee' },
    ]);
    expect(inbound!.correlation!.attributes).to.deep.equal(['Username', 'Email', 'LastName']);

    expect(outbound).to.include({ direction: 'outbound', system: 'salesforce' });
    const written = outbound!.mapping.toAttributes({ sn: 'Lee', title: 'Head', active: false }, undefined);
    expect(plain(written)).to.deep.equal({ LastName: 'Lee', LocaleSidKey: 'en_US' });
    const present = account({ LastName: 'Lee', LocaleSidKey: 'de_DE' });
    expect(
      plain(outbound!.mapping.toAttributes({}, present)),
      'every property is written each time',
    ).to.deep.equal({
      LastName: [],
      LocaleSidKey: 'en_US',
    });
  });

  it('is refused where it has scripts, with the place and the way in CEL', async () => {
    const [first] = structuredClone(USERS.mappings);
    const scripted = {
      ...first,
      validSource: { type: 'text/javascript', source: 'true' },
      onCreate: { type: 'text/javascript', file: 'create.js' },
      properties: [
        ...first!.properties!,
        { source: 'City', target: 'city', transform: { type: 'text/javascript', source: 'source.trim()' } },
        { source: 'X', target: 'x', condition: '/object/x pr' },
      ],
      policies: [{ situation: 'ABSENT', action: 'DELETE' }],
    };
    const error: Error = await read({ mappings: [scripted] }).then(
      () => expect.fail('It was read.') as never,
      (problem: Error) => problem,
    );
    const problems = error.message.split('\n');
    for (const problem of problems) expect(problem).to.match(/^conf\/sync\.json:\d+:\d+: mappings\[0\]\./);
    expect(error.message).to.match(/validSource: is a script, which is not run; give the job a condition/);
    expect(error.message).to.match(/onCreate: is a script of type text\/javascript/);
    expect(error.message).to.match(/properties\[6\]\.transform: is a script .*"type": "text\/cel"/);
    expect(error.message).to.match(/properties\[7\]\.condition: is a query filter/);
    expect(error.message).to.match(/policies\[0\]\.action: 'DELETE' makes no sense for ABSENT/);
    expect(problems).to.have.length(5);
  });
});
