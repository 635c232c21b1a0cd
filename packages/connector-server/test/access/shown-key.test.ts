import { inspect } from 'node:util';
import { GuardedString } from '@icf-ts/framework';
import { expect } from 'chai';
import { encryptString, keyHash } from '#src/protocol/guarded.js';
import { ProtocolError } from '#src/protocol/protocol-error.js';
import { ShownKey } from '#src/protocol/shown-key.js';
import { oneClient } from '#src/server/clients.js';

const PEER = { connectionId: 1, address: '127.0.0.1', port: 1 };
const shown = (key: string): ShownKey => new ShownKey(encryptString(new GuardedString(key)));

describe('the key of a request', () => {
  it('is the key that was encrypted, and equals it both ways', () => {
    const key = shown('pässword');
    expect(key.access((clear) => clear)).to.equal('pässword');
    expect(key.equals(new GuardedString('pässword'))).to.equal(true);
    expect(new GuardedString('pässword').equals(key)).to.equal(true);
    expect(new GuardedString('password').equals(key)).to.equal(false);
  });

  it('has the same mark whenever it comes again, and no other key has it', () => {
    expect(shown('one').mark).to.equal(shown('one').mark);
    expect(shown('one').mark).not.to.equal(shown('two').mark);
    expect(shown('one').mark).not.to.equal(keyHash(new GuardedString('one')));
  });

  it('prints as nothing, and opens only what is a cipher text', () => {
    const key = shown('s3cret');
    key.access(() => undefined);
    expect(`${key} ${JSON.stringify(key)} ${inspect(key)}`).not.to.include('s3cret');
    expect(() => new ShownKey(Buffer.from('no cipher text')).access(() => undefined)).to.throw(ProtocolError);
  });

  it('a good one is not opened again; a wrong one after it is still refused', () => {
    const clients = oneClient(keyHash(new GuardedString('good')));
    let opened = 0;
    class Counted extends ShownKey {
      override access<R>(use: (clear: string) => R): R {
        opened++;
        return super.access(use);
      }
    }
    const authenticate = (key: string): unknown =>
      clients.authenticate(new Counted(encryptString(new GuardedString(key))), PEER);
    expect(authenticate('bad')).to.equal(undefined);
    expect(authenticate('good')).to.deep.equal({ name: 'default' });
    expect(opened).to.equal(2);
    expect(authenticate('good')).to.deep.equal({ name: 'default' });
    expect(opened).to.equal(2);
    expect(authenticate('bad')).to.equal(undefined);
    expect(opened).to.equal(3);
  });
});
