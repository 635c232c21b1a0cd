import { UnsupportedOperationException } from '../../common/errors/exceptions.js';
import { serviceOf } from '../../common/operations.js';
import type { Step } from './step.js';

/** Refuses an operation that nobody serves, or that the configuration of this facade leaves out. */
export const checkSupported: Step = {
  name: 'check-supported',
  enter({ facade, row }) {
    const { supported, apiConfiguration, key } = facade;
    if (!serviceOf(row.operation, supported)) {
      throw new UnsupportedOperationException(
        `Connector ${key.connectorName} does not support ${row.operation}; it supports ${[...supported].join(', ')}.`,
      );
    }
    if (!serviceOf(row.operation, apiConfiguration.supportedOperations)) {
      throw new UnsupportedOperationException(
        `The configuration of connector ${key.connectorName} leaves ${row.operation} out of its supported operations.`,
      );
    }
  },
};
