import { IdentityPath, type JsonObject } from '@icf-ts/provisioning';
import { expect } from 'chai';

describe('an identity without the value of a path', () => {
  const CASES: readonly (readonly [path: string, before: JsonObject, after: JsonObject])[] = [
    ['password', { password: 'x', sn: 'Lee' }, { sn: 'Lee' }],
    ['password', { password: null }, {}],
    ['login.password', { login: { password: 'x', name: 'ann' } }, { login: { name: 'ann' } }],
    ['login.password', { login: { password: 'x' }, sn: 'Lee' }, { sn: 'Lee' }],
    ['a\\.b', { 'a.b': 'x', a: { b: 'y' } }, { a: { b: 'y' } }],
    [
      'keys[use=login].value',
      { keys: [{ use: 'login', value: 'x' }, 'y'] },
      { keys: [{ use: 'login' }, 'y'] },
    ],
    [
      'keys[use=login].value',
      {
        keys: [
          { use: 'login', value: 'x' },
          { use: 'LOGIN', value: 'y' },
        ],
      },
      { keys: [{ use: 'login' }, { use: 'LOGIN' }] },
    ],
  ];
  for (const [path, before, after] of CASES) {
    it(`has nothing at ${path}: ${JSON.stringify(before)}`, () => {
      expect(IdentityPath.parse(path).without(before)).to.deep.equal(after);
    });
  }

  it('is the same object where there was none', () => {
    for (const identity of [{ sn: 'Lee' }, { login: 'ann' }, { login: { name: 'ann' } }, { keys: [] }])
      for (const path of ['password', 'login.password', 'keys[use=login].value'])
        expect(IdentityPath.parse(path).without(identity)).to.equal(identity);
  });

  it('reaches no prototype', () => {
    const identity = JSON.parse('{ "__proto__": { "password": "x" }, "sn": "Lee" }') as JsonObject;
    expect(JSON.stringify(IdentityPath.parse('__proto__.password').without(identity))).to.equal(
      '{"sn":"Lee"}',
    );
    expect(Object.keys(IdentityPath.parse('constructor').without({}))).to.deep.equal([]);
  });
});
