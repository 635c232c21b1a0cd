import { describe, it } from 'mocha';
import { expect } from 'chai';
import { ObjectClass } from '@icf-ts/framework';
import { contractCases, describeConnectorContract, memorySubject } from '@icf-ts/framework/testing';

const LEAST_CASES = 100;

describeConnectorContract({ describe, it }, memorySubject());
describeConnectorContract({ describe, it }, memorySubject({ objectClass: ObjectClass.GROUP }));

describe('the connector contract', () => {
  it('has names of its own for many cases', () => {
    const names = contractCases(memorySubject()).map(({ name }) => name);
    expect(new Set(names).size).to.equal(names.length);
    expect(names.length).to.be.at.least(LEAST_CASES);
  });
});
