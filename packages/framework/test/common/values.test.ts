import { inspect } from 'node:util';
import {
  AlreadyExistsException,
  Attribute,
  AttributeDelta,
  AttributeInfo,
  AttributeSet,
  Byte,
  CaseInsensitiveMap,
  ConnectorException,
  ConnectorObject,
  EXCEPTIONS,
  Float,
  GuardedByteArray,
  GuardedString,
  Locale,
  Name,
  ObjectClass,
  OperationOptions,
  SyncDelta,
  SyncToken,
  Uid,
  attribute,
  exceptionFromJava,
  isConnectorException,
  isRetryable,
  javaClassOf,
} from '@icf-ts/framework';
import { expect } from 'chai';

describe('values', () => {
  it('keep an absent attribute, null values and an empty list apart', () => {
    const set = AttributeSet.of([new Attribute('a', null), new Attribute('b', [])]);
    expect([set.get('A')?.values, set.get('B')?.values, set.get('c')]).to.deep.equal([null, [], undefined]);
  });

  it('refuse what ICF cannot carry, and say what to do', () => {
    expect(() => attribute('a', new Date() as never)).to.throw(/ZonedDateTime/);
    expect(() => attribute('a', ['x'] as never)).to.throw(/several values/);
    expect(() => attribute('a', 2n ** 63n)).to.throw(/BigInteger/);
    expect(() => attribute('a', (() => 1) as never)).to.throw(/function/);
    expect(() => attribute(' ', 1)).to.throw(/blank/);
    expect(() => new Uid(' ')).to.throw(/blank/);
    expect(() => new Uid('u', { revision: '' })).to.throw(/blank/);
    expect(() => new Byte(200)).to.throw(/-128 to 127/);
  });

  it('do not take a cyclic map', () => {
    const cyclic = new Map<string, never>();
    cyclic.set('self', cyclic as never);
    expect(() => attribute('a', cyclic)).to.throw(/cannot hold/);
  });

  it('want passwords guarded and single', () => {
    expect(() => attribute('__PASSWORD__', 'clear')).to.throw(/GuardedString/);
    expect(() => attribute('__password__', new GuardedString('a'), new GuardedString('b'))).to.throw(
      /one value/,
    );
  });

  it('round a float as Java does', () => expect(new Float(0.1).value).to.equal(Math.fround(0.1)));

  it('let the later of two attributes stay, or refuse both', () => {
    const both = [attribute('mail', 'a'), attribute('MAIL', 'b')];
    expect(AttributeSet.of(both).single('mail')).to.equal('b');
    expect(() => AttributeSet.distinct(both)).to.throw(/more than once/);
  });

  it('need a Uid and a Name in every object', () => {
    expect(() => new ConnectorObject(ObjectClass.ACCOUNT, [new Name('n')])).to.throw(
      /__UID__.*fault of the connector/,
    );
    expect(() => new ConnectorObject(ObjectClass.ACCOUNT, [new Uid('u')])).to.throw(/__NAME__/);
  });

  it('refuse contradictions', () => {
    expect(() => new AttributeDelta('a', { add: [1], replace: [2] })).to.throw(/one or the other/);
    expect(() => new AttributeInfo('a', 'String', { flags: ['NOT_READABLE'] })).to.throw(
      /NOT_RETURNED_BY_DEFAULT/,
    );
    expect(() => new AttributeInfo('a', 'String', { roleInReference: '__SUBJECT__' })).to.throw(/reference/);
    expect(() => new SyncDelta('CREATE', new SyncToken(1), { uid: new Uid('u') })).to.throw(
      /needs the object/,
    );
    expect(
      () => new SyncDelta('DELETE', new SyncToken(1), { uid: new Uid('u'), previousUid: new Uid('o') }),
    ).to.throw(/previous/);
    expect(() => OperationOptions.of({ pageSize: -1 })).to.throw(/whole number/);
    expect(() => OperationOptions.of({ nonsense: 1 } as never)).to.throw(/custom/);
  });

  it('keep the first spelling of a key', () => {
    const map = CaseInsensitiveMap.of([
      ['Key', 1],
      ['KEY', 2],
    ]);
    expect([...map]).to.deep.equal([['Key', 2]]);
    expect(map.get('kEy')).to.equal(2);
  });

  it('look for messages from the locale to the root', () => {
    expect([...Locale.parse('pt_BR').fallbacks()].map(String)).to.deep.equal(['pt_BR', 'pt', '']);
    expect(Locale.parse('de_DE_POSIX').toString()).to.equal('de_DE_POSIX');
  });

  it('look under the code that a language has today, and in texts that its readers can read', () => {
    const chain = (tag: string): string[] => [...Locale.parse(tag).fallbacks()].map(String);
    expect(chain('iw_IL')).to.deep.equal(['iw_IL', 'iw', 'he', '']);
    expect(chain('nb_NO')).to.deep.equal(['nb_NO', 'nb', 'no', '']);
    expect(chain('zh_HK')).to.deep.equal(['zh_HK', 'zh_TW', 'zh', 'zh_CN', '']);
  });

  it('know the script of Chinese, wherever a platform writes it', () => {
    const chinese = (tag: string): string | undefined =>
      [...Locale.parse(tag).fallbacks()].map(String).find((own) => ['zh_TW', 'zh_CN'].includes(own));
    for (const tag of ['zh-Hant', 'zh_Hant_TW', 'zh_Hant_HK', 'zh-hant-hk', 'zh_TW_#Hant', 'zh__#Hant'])
      expect(chinese(tag), tag).to.equal('zh_TW');
    for (const tag of ['zh-Hans', 'zh_Hans_CN', 'zh_Hans_HK', 'zh_HK_#Hans', 'zh', 'zh_CN'])
      expect(chinese(tag), tag).to.equal('zh_CN');
  });
});

describe('guarded values', () => {
  const secret = new GuardedString('s3cret-ü😀\ud800');

  it('leave through access only', () => {
    expect(secret.access((clear) => clear)).to.equal('s3cret-ü😀\ud800');
    const printed = [
      String(secret),
      JSON.stringify({ secret }),
      inspect(secret),
      inspect({ secret }, { showHidden: true }),
      `${secret}`,
    ];
    for (const text of printed) expect(text).to.contain('[GuardedString]').and.not.contain('s3cret');
    expect(JSON.stringify(structuredClone(secret))).to.not.contain('s3cret');
    expect(inspect(new GuardedByteArray(new Uint8Array([1, 2])))).to.equal('[GuardedByteArray]');
  });

  it('compare by content and can be wiped', () => {
    expect(new GuardedString('a').equals(new GuardedString('a'))).to.equal(true);
    expect(new GuardedString('a').equals(new GuardedString('b'))).to.equal(false);
    const wiped = new GuardedString('gone');
    wiped.dispose();
    expect(wiped.access((clear) => clear)).to.equal('');
  });
});

describe('exceptions', () => {
  it('carry their own name in every row', () => {
    for (const [name, { type, javaClass }] of Object.entries(EXCEPTIONS)) {
      const error = new type('why');
      expect(error.name).to.equal(name);
      expect(error).to.be.instanceOf(ConnectorException);
      expect(javaClassOf(error)).to.equal(javaClass);
      expect(exceptionFromJava(javaClass.toUpperCase(), 'why')).to.be.instanceOf(type);
    }
  });

  it('of a subclass travel as the nearest class that ICF knows', () => {
    class TakenException extends AlreadyExistsException {
      override readonly name = 'TakenException';
    }
    expect(javaClassOf(new TakenException())).to.equal(EXCEPTIONS.AlreadyExistsException.javaClass);
    class OwnException extends ConnectorException {
      override readonly name = 'OwnException';
    }
    expect(javaClassOf(new OwnException())).to.equal(EXCEPTIONS.ConnectorException.javaClass);
    expect(javaClassOf(new TypeError())).to.equal('java.lang.RuntimeException');
  });

  it('are known across copies of the framework, and tell whether to try again', () => {
    expect(isConnectorException(new AlreadyExistsException())).to.equal(true);
    expect(isConnectorException(new Error())).to.equal(false);
    expect(isRetryable(exceptionFromJava(EXCEPTIONS.ConnectionBrokenException.javaClass))).to.equal(true);
    expect(isRetryable(new AlreadyExistsException())).to.equal(false);
  });

  it('of an unknown Java class keep its name', () => {
    const error = exceptionFromJava('com.example.Odd', 'why');
    expect(error).to.include({ name: 'ConnectorException', remoteClass: 'com.example.Odd', message: 'why' });
    expect(javaClassOf(error)).to.equal('com.example.Odd');
  });
});
