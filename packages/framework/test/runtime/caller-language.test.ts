import {
  type ConnectorObject,
  LocalConnector,
  Locale,
  ObjectClass,
  Uid,
  UnknownUidException,
  type ConnectorException,
  type OperationOptionsInit,
} from '@icf-ts/framework';
import {
  ConnectorClass,
  type Configuration,
  type Connector,
  type SearchOp,
  type SearchResult,
  type TestOp,
} from '@icf-ts/framework/spi';
import { expect } from 'chai';

class Settings implements Configuration {}

const refusal = new UnknownUidException('not there', {
  uid: new Uid('7'),
  attributeNames: ['mail'],
  outcomeUnknown: true,
  messageIn: ({ language }) => (language === 'de' ? 'nicht da' : 'not there'),
});

@ConnectorClass({ name: 'Polyglot', displayNameKey: 'x', configuration: Settings })
class Polyglot implements Connector<Settings>, TestOp, SearchOp {
  init(): void {}
  dispose(): void {}
  test(): Promise<void> {
    return Promise.reject(refusal);
  }
  async *search(): AsyncGenerator<ConnectorObject, SearchResult, void> {
    yield await Promise.reject<ConnectorObject>(refusal);
    throw new Error('never reached');
  }
}

describe('an exception that knows its message in several languages', () => {
  const local = new LocalConnector(Polyglot);
  const facade = local.createFacade(local.info.defaultConfiguration);
  after(() => facade.dispose());

  const calls = {
    test: (options: OperationOptionsInit) => facade.test(options),
    search: (options: OperationOptionsInit) => facade.search(ObjectClass.ACCOUNT, undefined, options).next(),
  };
  const failure = (name: keyof typeof calls, options: OperationOptionsInit): Promise<ConnectorException> =>
    calls[name](options).then(
      () => expect.fail('should have failed'),
      (error: ConnectorException) => error,
    );

  for (const name of ['test', 'search'] as const) {
    it(`is thrown as it is where ${name} is called without a locale, or the message is the same in it`, async () => {
      expect(await failure(name, {})).to.equal(refusal);
      expect(await failure(name, { locale: Locale.parse('en_US') })).to.equal(refusal);
    });

    it(`speaks the language of the caller of ${name}, and keeps all else`, async () => {
      const error = await failure(name, { locale: Locale.parse('de_AT') });
      expect(error).to.be.instanceOf(UnknownUidException);
      expect(error).to.include({ name: 'UnknownUidException', message: 'nicht da', cause: refusal });
      expect(error).to.include({ uid: refusal.uid, attributeNames: refusal.attributeNames });
      expect(error.outcomeUnknown).to.equal(true);
      expect(refusal.message).to.equal('not there');
    });
  }
});
