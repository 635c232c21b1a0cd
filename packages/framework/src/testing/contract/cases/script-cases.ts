import { isConnectorException } from '../../../common/errors/exceptions.js';
import type { OperationName } from '../../../common/operations.js';
import { must, mustEqual, mustRefuse } from '../assertions.js';
import { casesOf } from '../contract-case.js';

const METHODS = {
  scriptOnConnector: 'runScriptOnConnector',
  scriptOnResource: 'runScriptOnResource',
} as const satisfies Partial<Record<OperationName, string>>;

export const scriptCases = (['scriptOnConnector', 'scriptOnResource'] as const).flatMap((operation) =>
  casesOf(
    operation,
    (add) => {
      add('runs a script with its arguments', async (bench) => {
        const { script, result } = bench.subject.scripts!.works;
        mustEqual(await bench.facade[METHODS[operation]](script), result, 'the result of the script');
      });
      add('says that a script has failed', async (bench) => {
        const error = await mustRefuse(
          bench.facade[METHODS[operation]](bench.subject.scripts!.fails),
          [],
          'a script that fails',
        );
        must(isConnectorException(error), `the script failed with ${error.name}, which is no ICF exception`);
      });
    },
    { when: ({ scripts }) => scripts !== undefined },
  ),
);
