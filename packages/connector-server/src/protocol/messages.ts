import type { ConnectorInfo, ConnectorKey } from '@icf-ts/framework';
import type { RemoteWrappedException } from './remote-wrapped-exception.js';

/** Bits of `HelloRequest.infoLevel`; a level is active when all of its bits are set. */
export const INFO_LEVEL = { SERVER_INFO: 4, CONNECTOR_KEY_LIST: 16, CONNECTOR_INFO: 20 } as const;

/** The key in `serverInfoMap` under which a server tells since when it runs (a Long, ms since 1970). */
export const SERVER_START_TIME = 'SERVER_START_TIME';

export class HelloRequest {
  readonly infoLevel: number;
  constructor(infoLevel: number) {
    this.infoLevel = infoLevel;
  }
}

export class HelloResponse {
  readonly exception: Error | null;
  readonly serverInfo: ReadonlyMap<unknown, unknown>;
  readonly connectorInfos: readonly ConnectorInfo[];
  readonly connectorKeys: readonly ConnectorKey[];

  constructor(detail: Partial<HelloResponse>) {
    this.exception = detail.exception ?? null;
    this.serverInfo = detail.serverInfo ?? new Map();
    this.connectorInfos = detail.connectorInfos ?? [];
    this.connectorKeys = detail.connectorKeys ?? [];
  }
}

export class OperationRequest {
  /** ICF's name of the operation, e.g. `CreateApiOp`. */
  readonly operation: string | null;
  readonly methodName: string | null;
  readonly connectorKey: ConnectorKey | null;
  /** Base64 of the whole configuration: a secret. */
  readonly facadeKey: string | null;
  readonly args: readonly unknown[];

  constructor(
    operation: string | null,
    methodName: string | null,
    connectorKey: ConnectorKey | null,
    facadeKey: string | null,
    args: readonly unknown[],
  ) {
    this.operation = operation;
    this.methodName = methodName;
    this.connectorKey = connectorKey;
    this.facadeKey = facadeKey;
    this.args = args;
  }
}

export class OperationResponsePart {
  readonly exception: RemoteWrappedException | null;
  readonly result: unknown;
  constructor(exception: RemoteWrappedException | null, result: unknown) {
    this.exception = exception;
    this.result = result;
  }
}

/** The stream is over; the final part follows. */
export class OperationResponseEnd {}
/** The server waits for `OperationRequestMoreData`; anything else means stop. */
export class OperationResponsePause {}
export class OperationRequestMoreData {}
export class OperationRequestStopData {}

/** A test aid: comes back as it was sent. */
export class EchoMessage {
  readonly value: unknown;
  readonly objectXml: string | null;
  constructor(value: unknown, objectXml: string | null) {
    this.value = value;
    this.objectXml = objectXml;
  }
}

/** The request could not be read; the connection ends after it. */
export class ErrorResponse {
  readonly exception: Error | null;
  constructor(exception: Error | null) {
    this.exception = exception;
  }
}
