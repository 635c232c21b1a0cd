import { expect } from 'chai';
import { createScimUser, openScim, operations } from './scim-client.js';

describe('SCIM users with fields of the org', () => {
  it('carry them in an extension named after the org', async () => {
    const client = await openScim({
      users: 0,
      describe: {
        objects: {
          User: {
            fields: {
              Badge__c: { type: 'string', length: 20 },
              Level__c: { type: 'double', precision: 3, scale: 0 },
            },
          },
        },
      },
    });
    try {
      const urn = `urn:salesforce:schemas:extension:${client.rest.org.organizationId}`;
      const user = await createScimUser(client, { [urn]: { Badge__c: 'B1' } });
      expect(user.schemas).to.include(urn);
      expect(user[urn]).to.deep.equal({ Badge__c: 'B1' });
      const { json } = await client.call(
        'PATCH',
        `v2/Users/${user.id}`,
        operations({ op: 'replace', path: `${urn}:Level__c`, value: 10 }, { op: 'remove', path: 'Badge__c' }),
      );
      expect(json[urn]).to.deep.equal({ Level__c: 10 });
      expect((await client.list('v2/Users', `${urn}:Level__c ge 7`)).totalResults).to.equal(1);
      const { Resources } = await client.list('v2/Schemas');
      expect(Resources.map(({ id }: { id: string }) => id)).to.include(urn);
    } finally {
      await client.close();
    }
  });
});
