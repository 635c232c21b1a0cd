import { ConnectorException, type ExceptionDetail } from '@icf-ts/framework';

/** The peer sent bytes that are not the ICF protocol, or more than the limits allow. */
export class ProtocolError extends ConnectorException {
  constructor(message: string, detail: ExceptionDetail = {}) {
    super(message, detail);
  }
}
