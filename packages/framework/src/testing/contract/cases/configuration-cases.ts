import { isConnectorException } from '../../../common/errors/exceptions.js';
import { must, mustRefuse } from '../assertions.js';
import { casesOf } from '../contract-case.js';

/** test, validate and discovery: what a configuration is told before it is used. */
export const configurationCases = [
  ...casesOf('test', (add) => {
    add('passes with the right configuration', (bench) => bench.facade.test());
    add(
      'fails with a broken configuration',
      async (bench) => {
        const broken = await bench.anotherFacade(bench.subject.broken!);
        const error = await mustRefuse(broken.test(), [], 'the test of a broken configuration');
        must(isConnectorException(error), `the test failed with ${error.name}, which is no ICF exception`);
        must(error.message.length > 0, 'the test failed without a word');
      },
      { when: ({ broken }) => broken !== undefined },
    );
    add('passes again and again', async (bench) => {
      await Promise.all([bench.facade.test(), bench.facade.test()]);
      await bench.facade.test();
    });
  }),
  ...casesOf(
    'validate',
    (add) => {
      add('accepts the right configuration', (bench) => bench.facade.validate());
      const isKnown = { when: ({ invalid }: { invalid?: unknown }) => invalid !== undefined };
      add(
        'reports every problem at once',
        async (bench) => {
          const { facade, problems } = await bench.subject.invalid!();
          await bench.anotherFacade(() => facade);
          const { message } = await mustRefuse(
            facade.validate(),
            ['ConfigurationException'],
            'an invalid configuration',
          );
          for (const problem of problems) {
            must(message.includes(problem), `the error does not speak of '${problem}': ${message}`);
          }
        },
        isKnown,
      );
      add(
        'lets no operation run with an invalid configuration',
        async (bench) => {
          const { facade } = await bench.subject.invalid!();
          await bench.anotherFacade(() => facade);
          await mustRefuse(
            facade.search(bench.type).next(),
            ['ConfigurationException'],
            'a search with an invalid configuration',
          );
        },
        { ...isKnown, needs: ['search'] },
      );
    },
    { keeper: 'framework' },
  ),
  ...casesOf('discoverConfiguration', (add) => {
    add('accepts the right configuration as far as it is there', (bench) =>
      bench.facade.testPartialConfiguration(),
    );
    add('suggests values for declared properties only', async (bench) => {
      const suggested = await bench.facade.discoverConfiguration();
      const { names } = bench.facade.configuration.properties;
      for (const [name, { values }] of suggested) {
        must(names.includes(name), `'${name}' is suggested and is not a property`);
        must(values.length > 0, `nothing is suggested for '${name}'`);
      }
    });
  }),
];
