import { get } from 'node:https';
import { expect } from 'chai';
import { startOrg } from '@icf-ts/salesforce-emulator';
import { generate } from 'selfsigned';

describe('an org behind TLS', () => {
  it('serves https by the certificate given, and names itself so', async () => {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    });
    const org = await startOrg({ tls: { cert, key } });
    expect(org.url).to.match(/^https:\/\/127\.0\.0\.1:\d+$/);
    const status = await new Promise((resolve, reject) => {
      get(`${org.url}/services/data`, { ca: cert, agent: false }, (response) => {
        response.resume().once('end', () => resolve(response.statusCode));
      }).once('error', reject);
    });
    expect(status).to.equal(200);
    await org.close();
  });
});
