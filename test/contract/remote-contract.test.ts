import { LocalConnector, ObjectClass } from '@icf-ts/framework';
import { MemoryConnector, memorySubject } from '@icf-ts/framework/testing';
import { serve, type Remote } from './contract-server.js';
import { describeSameVerdicts } from './same-verdicts.js';

describe('the memory connector behind a connector server', () => {
  let remote: Remote;
  before(async () => {
    remote = await serve(new LocalConnector(MemoryConnector));
  });
  after(() => remote.close());

  for (const objectClass of [ObjectClass.ACCOUNT, ObjectClass.GROUP]) {
    describeSameVerdicts(
      memorySubject({ objectClass }),
      memorySubject({
        objectClass,
        name: `MemoryConnector ${objectClass.type}, remote`,
        remote: true,
        createFacade: (configuration) => remote.createFacade(configuration),
      }),
    );
  }
});
