import { ConfigurationException } from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import { keyHash } from '#src/protocol/guarded.js';
import { DEFAULT_KEY_HASH, hashKey, isKeyOf, parseKeyHash } from '#src/server/access/key-hash.js';
import { hashOf, secret } from './hosts.js';

describe('hashes of client keys', () => {
  it('a key fits its hash and no other does, whatever its characters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string(), async (key, other) => {
        const hash = parseKeyHash(await hashOf(key));
        expect(await isKeyOf(secret(key), hash)).to.equal(true);
        expect(await isKeyOf(secret(other), hash)).to.equal(other === key);
      }),
      { numRuns: 20 },
    );
  });

  it('the same key never has the same hash twice, and by default it costs what OWASP asks for', async () => {
    const [one, two] = await Promise.all([hashKey(secret('k')), hashKey(secret('k'))]);
    expect(one)
      .to.match(/^scrypt\$16384\$8\$5\$[^$]{24}\$[^$]{44}$/)
      .and.not.equal(two);
  });

  it("reads the Java server's form, and knows the key that it is shipped with", async () => {
    expect(keyHash(secret('changeit'))).to.equal(DEFAULT_KEY_HASH);
    // Recorded from the Java server.
    const hash = parseKeyHash('sha1$isEpGaF851kfh3lNx2LijgcxeyY=');
    expect(await isKeyOf(secret('Passw0rd!'), hash)).to.equal(true);
    expect(await isKeyOf(secret('Passw0rd'), hash)).to.equal(false);
  });

  const salt = Buffer.alloc(16, 1).toString('base64');
  const hash = Buffer.alloc(32, 2).toString('base64');
  for (const [what, text] of Object.entries({
    'a key in clear': 'my-own-secret',
    'SHA-1 without saying so': DEFAULT_KEY_HASH,
    'a SHA-1 of another length': 'sha1$AAAA',
    'N so large that it takes all memory': `scrypt$4194304$8$1$${salt}$${hash}`,
    'p so large that it takes for ever': `scrypt$16384$8$99$${salt}$${hash}`,
    'r so large': `scrypt$131072$99$1$${salt}$${hash}`,
    'N that is no power of two': `scrypt$20000$8$1$${salt}$${hash}`,
    'N of zero': `scrypt$0$8$1$${salt}$${hash}`,
    'p of zero': `scrypt$16384$8$0$${salt}$${hash}`,
    'costs that protect from nobody': `scrypt$16$1$1$${salt}$${hash}`,
    'time without memory': `scrypt$2$99$99$${salt}$${hash}`,
    'a short salt': `scrypt$16384$8$1$AAAA$${hash}`,
    'a salt that is no Base64': `scrypt$16384$8$1$${'!'.repeat(24)}$${hash}`,
    'an empty hash': `scrypt$16384$8$1$${salt}$`,
    'a short hash': `scrypt$16384$8$1$${salt}$AAAA`,
    'too many parts': `scrypt$16384$8$1$${salt}$${hash}$${hash}`,
    'a mile of text': `scrypt$16384$8$1$${salt}$${'A'.repeat(100_000)}`,
  })) {
    it(`refuses ${what}, and does not repeat it`, () => {
      expect(() => parseKeyHash(text))
        .to.throw(ConfigurationException)
        .with.property('message')
        .that.does.not.contain(text.split('$').at(-1) || text);
    });
  }

  it('takes the strongest that OWASP names', () => {
    expect(parseKeyHash(`scrypt$131072$8$1$${salt}$${hash}`)).to.have.property('kind', 'scrypt');
  });
});
