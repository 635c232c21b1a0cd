import { UnsupportedOperationException } from '../../common/errors/exceptions.js';
import type { Step } from './step.js';

/** Refuses an operation that the connector lacks, or that the configuration of this facade leaves out. */
export const checkSupported: Step = {
  name: 'check-supported',
  enter({ facade, row }) {
    if (!facade.supported.includes(row.operation)) {
      throw new UnsupportedOperationException(
        `Connector ${facade.key.connectorName} does not support ${row.operation}; it supports ${facade.supported.join(', ')}.`,
      );
    }
    if (!facade.apiConfiguration.supportedOperations.has(row.operation)) {
      throw new UnsupportedOperationException(
        `The configuration of connector ${facade.key.connectorName} leaves ${row.operation} out of its supported operations.`,
      );
    }
  },
};
