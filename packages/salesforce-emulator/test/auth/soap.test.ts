import { expect } from 'chai';
import jsforce from 'jsforce';
import { fixtureText } from '../support/fixtures.js';
import { http, openClient } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';
import { loginElement, outline, PARTNER, postXml, soapCall } from '../support/soap.js';

describe('SOAP', () => {
  let client: OrgClient;
  let secret: string;
  before(async () => {
    client = await openClient();
    const { password, securityToken } = client.org.credentials;
    secret = password + securityToken;
  });
  after(() => client.close());

  const url = (version = '50.0', api = 'u') => `${client.org.url}/services/Soap/${api}/${version}`;
  const faultOf = ({ status, text }: { status: number; text: string }) => {
    expect(status).to.equal(500);
    return /<faultstring>(.*?)<\/faultstring>/.exec(text)?.[1];
  };
  const connect = () => new jsforce.Connection({ loginUrl: client.org.url, version: '62.0' });

  it('lets jsforce log in, look who it is, and log out', async () => {
    const { username } = client.org.credentials;
    const connection = connect();
    const info = await connection.login(username, secret);
    expect(info.organizationId).to.equal(client.org.organizationId);
    expect(connection.instanceUrl).to.equal(client.org.url);
    expect((await connection.identity()).username).to.equal(username);
    expect(await connection.soap.getUserInfo()).to.include({
      userId: info.id,
      userName: username,
      roleId: null,
      sessionSecondsValid: 7_200,
    });
    expect((await connection.soap.getServerTimestamp()).timestamp).to.match(/^\d{4}-.*Z$/);
    const token = connection.accessToken ?? '';
    await connection.logout();
    expect((await client.as(token).call('GET', '/limits')).status).to.equal(401);
  });

  it('lets jsforce set and reset passwords, and names refusals', async () => {
    const id = await client.createUser();
    const connection = connect();
    await connection.login(client.org.credentials.username, secret);
    await connection.soap.setPassword(id, 'Pass & <word> 1');
    expect(client.org.passwordOf(id)).to.equal('Pass & <word> 1');
    const { password } = await connection.soap.resetPassword(id);
    expect(client.org.passwordOf(id)).to.equal(password);
    const refusal = async (userId: string, word: string) =>
      connection.soap.setPassword(userId, word).then(
        () => 'done',
        (error: Error) => `${error.name} ${error.message}`,
      );
    expect(await refusal(id, 'short')).to.match(
      /^sf:INVALID_NEW_PASSWORD INVALID_NEW_PASSWORD: Your password/,
    );
    expect(await refusal('005000000000000', 'Passw0rd1')).to.match(/^sf:INVALID_CROSS_REFERENCE_KEY/);
  });

  it('lets jsforce log in again by itself when its session is gone', async () => {
    const connection = connect();
    await connection.login(client.org.credentials.username, secret);
    client.org.revokeSessions();
    expect((await connection.soap.getUserInfo()).organizationId).to.equal(client.org.organizationId);
    client = client.as(connection.accessToken ?? '');
  });

  it('answers and refuses logins in the shapes recorded', async function () {
    const { username } = client.org.credentials;
    const answer = await soapCall(url(), loginElement(username, secret));
    expect(answer.status).to.equal(200);
    expect(answer.headers.get('content-type')).to.equal('text/xml;charset=UTF-8');
    expect(outline(answer.text)).to.deep.equal(outline(fixtureText(this, 'soap_login.200.xml')));
    expect(answer.text).to.contain(
      `/services/Soap/u/50.0/${client.org.organizationId.slice(0, 15)}</serverUrl>`,
    );
    const refused = await soapCall(url(), loginElement(username, 'wrong'));
    expect(refused.status).to.equal(500);
    expect(refused.text).to.equal(fixtureText(this, 'soap_login_INVALID_LOGIN.500.xml').trim());
    const illegal = await soapCall(url(), `<getUserInfo xmlns="${PARTNER}"/>`, 'gone');
    const code = /<faultcode>.*<\/faultstring>/;
    expect(illegal.status).to.equal(500);
    const recorded = code.exec(fixtureText(this, 'soap_INVALID_SESSION_ID.500.xml'))?.[0];
    expect(code.exec(illegal.text)?.[0]).to.equal(recorded);
  });

  it('speaks the enterprise API in its own namespaces', async () => {
    const namespace = 'urn:enterprise.soap.sforce.com';
    const login = loginElement(client.org.credentials.username, secret, namespace);
    const answer = await soapCall(url('50.0', 'c'), login, '', namespace);
    expect(answer.text).to.contain(`xmlns="${namespace}"`).and.contain('/services/Soap/c/50.0/');
    expect(faultOf(await soapCall(url('50.0', 'u'), login, '', namespace))).to.match(
      /^No operation available/,
    );
  });

  it('has login up to version 64, other calls up to the latest, and none of the retired', async () => {
    const login = loginElement(client.org.credentials.username, secret);
    expect((await soapCall(url('64.0'), login)).status).to.equal(200);
    for (const version of ['65.0', '68.0', '30.0', '69.0', 'x']) {
      expect(faultOf(await soapCall(url(version), login))).to.match(/^UNSUPPORTED_API_VERSION: /);
    }
    const { text } = await soapCall(url('64.0'), login);
    const sessionId = /<sessionId>(.*?)</.exec(text)?.[1];
    const info = `<getUserInfo xmlns="${PARTNER}"/>`;
    expect((await soapCall(url('68.0'), info, sessionId)).status).to.equal(200);
    expect(faultOf(await soapCall(url('30.0'), info, sessionId))).to.match(/^UNSUPPORTED_API_VERSION: /);
  });

  it('gives a session for an expired password that can do nothing but change it', async () => {
    const username = 'expired.user@example.com';
    const id = await client.createUser({ Username: username });
    const { json } = await client.call('DELETE', `/sobjects/User/${id}/password`);
    const { text } = await soapCall(url(), loginElement(username, json.NewPassword));
    expect(text).to.contain('<passwordExpired>true</passwordExpired>');
    const session = /<sessionId>(.*?)</.exec(text)?.[1] ?? '';
    const info = () => soapCall(url(), `<getUserInfo xmlns="${PARTNER}"/>`, session);
    expect(faultOf(await info())).to.match(/^INVALID_OPERATION_WITH_EXPIRED_PASSWORD: /);
    const set = `<setPassword xmlns="${PARTNER}"><userId>${id}</userId><password>Chosen1234</password></setPassword>`;
    expect((await soapCall(url(), set, session)).status).to.equal(200);
    expect((await info()).status).to.equal(200);
  });

  it('reads references and CDATA, and expands no entities', async () => {
    const username = 'odd.password@example.com';
    const id = await client.createUser({ Username: username });
    await client.call('POST', `/sobjects/User/${id}/password`, { NewPassword: ' a&<1xyzé ' });
    for (const written of [' a&amp;&lt;1xyz&#233; ', ' a<![CDATA[&<]]>1xyz&#xE9; ']) {
      expect((await soapCall(url(), loginElement(username, written))).status).to.equal(200);
    }
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>`;
    expect(faultOf(await postXml(url(), bomb))).to.equal(
      'The request is no SOAP message: it has a document type',
    );
  });

  it('refuses what is no SOAP message, no operation, or too large', async () => {
    for (const wrong of ['', 'text', '<a>', '<a></b>', '<a/>', '<a b=c/>', '<x:a/>']) {
      expect(faultOf(await postXml(url(), wrong))).to.match(/^The request is no SOAP message: /);
    }
    expect(faultOf(await soapCall(url(), ''))).to.match(/its body is empty$/);
    expect(faultOf(await soapCall(url(), `<create xmlns="${PARTNER}"/>`))).to.equal(
      `No operation available for request {${PARTNER}}create`,
    );
    expect(faultOf(await postXml(url(), 'x'.repeat(70_000)))).to.match(/larger than 65536 bytes$/);
  });

  it('answers REST refusals in XML too', async function () {
    const { status, text } = await http(`${client.org.url}/services/data/v62.0/nowhere`, {
      headers: { accept: 'application/xml', authorization: `Bearer ${client.token}` },
    });
    expect([status, text]).to.deep.equal([404, fixtureText(this, 'error_xml_NOT_FOUND.404.xml').trim()]);
  });
});
