import { ConnectorKey } from '@icf-ts/framework';
import { expect } from 'chai';
import { RecentFacades } from '#src/server/recent-facades.js';

describe('the facades asked for last', () => {
  const key = new ConnectorKey('b', '1', 'c');
  const other = new ConnectorKey('b', '1', 'd');

  it('are found by connector and facade key together', () => {
    const recent = new RecentFacades<object>();
    const facade = {};
    recent.remember(key, 'AAAA', facade);
    expect(recent.find(new ConnectorKey('b', '1', 'c'), 'AAAA')).to.equal(facade);
    expect(recent.find(other, 'AAAA')).to.equal(undefined);
    expect(recent.find(key, 'AAAB')).to.equal(undefined);
  });

  it('are few, short, and forgotten with the facade', () => {
    const recent = new RecentFacades<number>();
    for (let at = 0; at < 10; at++) recent.remember(key, `key ${at}`, at);
    expect(recent.find(key, 'key 0')).to.equal(undefined);
    expect(recent.find(key, 'key 9')).to.equal(9);
    recent.forget(9);
    expect(recent.find(key, 'key 9')).to.equal(undefined);
    const long = 'A'.repeat(1 << 20);
    recent.remember(key, long, 11);
    expect(recent.find(key, long)).to.equal(undefined);
  });
});
