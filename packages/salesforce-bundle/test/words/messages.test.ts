import { fileURLToPath } from 'node:url';
import { Locale, checkMessages, loadBundle, type ConnectorMessages } from '@icf-ts/framework';
import { expect } from 'chai';
import { ERROR_TABLE } from '#src/errors/error-table.js';
import { OAUTH_TABLE } from '#src/errors/oauth-table.js';
import { connector, failureOf, openBench } from '../connector/salesforce-facade.js';
import { wordsInSource } from './words-in-source.js';

const FOLDER = fileURLToPath(new URL('../../', import.meta.url));

describe('the message catalogues', () => {
  const { used, plain } = wordsInSource();
  const nextKeys = [...ERROR_TABLE, ...OAUTH_TABLE].map(({ next }) => next);
  let messages: ConnectorMessages;
  let properties: Parameters<typeof checkMessages>[1];
  before(async () => {
    // The last one has the properties of all.
    const loaded = (await loadBundle(FOLDER)).at(-1);
    messages = loaded!.info.messages;
    properties = loaded!.info.defaultConfiguration.properties;
  });

  it('have every text, in every language, with its placeholders', () => {
    const keys = [
      'connector.display',
      'connector.category',
      'forgerock.display',
      ...nextKeys,
      ...used.map(({ key }) => key),
    ];
    expect(checkMessages(messages, properties, keys)).to.deep.equal([]);
  });

  it('are there for every language that Oracle’s guide certifies', () => {
    const certified =
      'ar zh_CN zh_TW cs da nl fi fr fr_CA de el he hu it ja ko no pl pt pt_BR ro ru sk es sv th tr'.split(
        ' ',
      );
    const root = messages.catalogs.get('')!;
    for (const language of certified) {
      const own = messages.catalogs.get(language);
      expect(own, language).to.not.equal(undefined);
      expect([...own!.keys()], language).to.have.members([...root.keys()]);
      // Names and values stay as they are; sentences do not.
      const same = [...root].filter(([key, text]) => text.length > 25 && own!.get(key) === text);
      expect(
        same.map(([key]) => key),
        language,
      ).to.deep.equal([]);
    }
  });

  it('have no text that nothing shows', () => {
    const shown = new Set([
      'connector.display',
      'connector.category',
      'forgerock.display',
      ...nextKeys,
      ...used.map(({ key }) => key),
      ...properties.names.flatMap((name) => ['display', 'help', 'group'].map((part) => `${name}.${part}`)),
    ]);
    expect([...messages.catalogs.get('')!.keys()].filter((key) => !shown.has(key))).to.deep.equal([]);
  });

  it('have as many placeholders as the code fills in', () => {
    const wrong = used.filter(({ key, values }) => {
      const found = messages.format(key).match(/\{\d+\}/g) ?? [];
      return (
        [...new Set(found)].sort().join() !== Array.from({ length: values }, (_, at) => `{${at}}`).join()
      );
    });
    expect(wrong).to.deep.equal([]);
    for (const key of nextKeys) expect(messages.format(key), key).to.match(/^[^{]+\.$/);
  });

  it('are where all words are: none stand in the code', () => {
    expect(plain).to.deep.equal([]);
  });

  it('tell in every language what is wrong with a map, and where', async () => {
    const local = connector();
    const attributeMap = 'objectClasses:\n  __ACCOUNT__:\n    atributes: {}';
    const membershipPolicies = 'grups: merge';
    for (const tag of messages.catalogs.keys()) {
      const locale = Locale.parse(tag);
      for (const [own, place, what] of [
        [{ attributeMap }, 'attributeMap:3:5: ', 'atributes'],
        [{ membershipPolicies }, '', 'grups'],
      ] as const) {
        const configuration = local.info.defaultConfiguration.withProperties({
          ...{ loginUrl: 'https://acme.my.salesforce.com', clientId: 'id', clientSecret: 'secret' },
          ...own,
        });
        const facade = local.createFacade(configuration);
        const { message } = await failureOf(facade.validate({ locale }));
        expect(message, tag).to.include(place + messages.format('map.unknown', locale, undefined, what));
        const meant = what === 'grups' ? 'groups' : 'attributes';
        expect(message, tag).to.include(messages.format('map.meant', locale, undefined, meant));
        await facade.dispose();
      }
    }
  });

  it('speak the language of the caller, wherever there is one for it', async () => {
    const bench = await openBench();
    try {
      for (const tag of messages.catalogs.keys()) {
        const locale = Locale.parse(tag);
        bench.org.failNext({ status: 400, body: [{ errorCode: 'UNSUPPORTED_MEDIA_TYPE', message: 'no' }] });
        const { message } = await failureOf(bench.facade.test({ locale }));
        const action = messages.format('action.test', locale);
        const said = messages.format(
          'error.refused',
          locale,
          undefined,
          action,
          'UNSUPPORTED_MEDIA_TYPE: no',
        );
        expect(message).to.equal(`${said} ${messages.format('next.connectorFault', locale)}`);
      }
    } finally {
      await bench.close();
    }
  });
});
