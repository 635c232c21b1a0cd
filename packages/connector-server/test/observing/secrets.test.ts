import {
  BigInteger,
  GuardedString,
  Name,
  ObjectClass,
  ScriptContext,
  Uid,
  attribute,
  filters,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { RemoteConnectorInfoManager } from '#src/client/index.js';
import { ClientBytes, answerUntilClosed, open } from '../robustness/requests.js';
import { Observed } from './observed.js';

/** A text that is nowhere but where it must not be. */
const secret = (what: string): string => `hidden-${what}-0815`;

describe('what an operator sees', () => {
  let observed: Observed;
  beforeEach(async () => (observed = await Observed.start()));
  afterEach(async () => {
    await observed.close();
    observed.remove();
  });

  it('holds no key, configuration, password, attribute, filter or script: not on trace, in no place', async () => {
    const guarded = new GuardedString(secret('configuration'));
    const facade = await observed.facade('WireConnector', { secret: guarded, host: secret('host') });
    const type = ObjectClass.ACCOUNT;
    const quietly = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined);
    await facade.create(type, [
      new Name(secret('name')),
      attribute('mail', secret('attribute')),
      attribute('__PASSWORD__', new GuardedString(secret('password'))),
    ]);
    await facade.update(type, new Uid('u1'), [attribute('mail', secret('attribute'))]);
    await quietly(facade.authenticate(type, secret('username'), new GuardedString(secret('password'))));
    await quietly(facade.resolveUsername(type, secret('username')));
    for await (const _ of facade.search(type, filters.equals('mail', secret('filter')), {
      custom: { WIRE_MODE: secret('option') },
    }));
    const script = new ScriptContext('js', secret('script'), new Map([['a', secret('argument')]]));
    await quietly(facade.runScriptOnConnector(script));
    const wrong = { host: '127.0.0.1', port: observed.server.port, key: new GuardedString(secret('key')) };
    await quietly(RemoteConnectorInfoManager.connect(wrong));
    const digits = '1'.repeat(secret('digits').length);
    const unreadable = new ClientBytes().request(new BigInteger(BigInt(digits))).toString('latin1');
    await answerUntilClosed(
      await open(observed.server),
      Buffer.from(unreadable.replace(digits, secret('digits')), 'latin1'),
    );
    const pages = await Promise.all(
      ['/metrics', '/health/ready', '/health/live', '/'].map(async (path) =>
        (await observed.fetch(path)).text(),
      ),
    );
    await observed.close();
    const seen = [observed.text('log'), observed.text('audit'), ...pages].join('\n');
    expect(observed.lines('call.started').length, 'calls were logged').to.be.at.least(5);
    // Java's name hint is part of the uid that a create answers with here: u-<name>. The uid is what audit is for.
    expect(seen.replaceAll(`u-${secret('name')}`, '')).not.to.match(/hidden-|0815|changeit/);
    expect(observed.text('log'), "the uid is the audit's alone").not.to.contain(secret('name'));
  });
});
