import { describe, it } from 'mocha';
import { expect } from 'chai';
import { ObjectClass } from '@icf-ts/framework';
import {
  MemoryConnector,
  contractCases,
  describeConnectorContract,
  memorySubject,
} from '@icf-ts/framework/testing';

const LEAST_CASES = 100;

describeConnectorContract({ describe, it }, memorySubject());
describeConnectorContract({ describe, it }, memorySubject({ objectClass: ObjectClass.GROUP }));

/** The same connector, but its instances serve call after call. */
class PooledMemoryConnector extends MemoryConnector {
  checkAlive(): void {}
}
describeConnectorContract(
  { describe, it },
  memorySubject({ connector: PooledMemoryConnector, name: 'MemoryConnector from a pool' }),
);

describe('the connector contract', () => {
  it('has names of its own for many cases', () => {
    const names = contractCases(memorySubject()).map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    expect(names.length).to.be.at.least(LEAST_CASES);
  });
});
