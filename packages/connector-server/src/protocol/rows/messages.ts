import { ConnectorInfo, ConnectorKey } from '@icf-ts/framework';
import {
  EchoMessage,
  ErrorResponse,
  HelloRequest,
  HelloResponse,
  OperationRequest,
  OperationRequestMoreData,
  OperationRequestStopData,
  OperationResponseEnd,
  OperationResponsePart,
  OperationResponsePause,
} from '../messages.js';
import { RemoteWrappedException } from '../remote-wrapped-exception.js';
import { allOf, list, map, only } from './read.js';
import { classRef, connIdOnly, int, object, record, text, type Row } from './row.js';

const empty = (name: string, type: new () => object): Row => record(name, type, [], () => new type());
const error = (value: unknown, what: string): Error | null => only(Error, value, what);

/** Section 3.9. */
export const messages: readonly Row[] = [
  record(
    'HelloRequest',
    HelloRequest,
    [int('infoLevel', (value: HelloRequest) => value.infoLevel)],
    ([infoLevel = 20]) => new HelloRequest(infoLevel as number),
  ),
  record(
    'HelloResponse',
    HelloResponse,
    [
      object('exception', (value: HelloResponse) => value.exception),
      object('serverInfoMap', (value: HelloResponse) => value.serverInfo),
      object('ConnectorInfos', (value: HelloResponse) => value.connectorInfos),
      object('ConnectorKeys', (value: HelloResponse) => value.connectorKeys),
    ],
    ([exception, serverInfo, infos, keys]) =>
      new HelloResponse({
        exception: error(exception, 'HelloResponse.exception'),
        serverInfo: map(serverInfo, 'HelloResponse.serverInfoMap') ?? new Map(),
        connectorInfos: allOf(
          ConnectorInfo,
          list(infos, 'HelloResponse.ConnectorInfos') ?? [],
          'HelloResponse.ConnectorInfos',
        ),
        connectorKeys: allOf(
          ConnectorKey,
          list(keys, 'HelloResponse.ConnectorKeys') ?? [],
          'HelloResponse.ConnectorKeys',
        ),
      }),
  ),
  record(
    'OperationRequest',
    OperationRequest,
    [
      classRef('operation', (value: OperationRequest) => value.operation),
      text('operationMethodName', (value: OperationRequest) => value.methodName),
      object('ConnectorKey', (value: OperationRequest) => value.connectorKey),
      text('connectorFacadeKey', (value: OperationRequest) => value.facadeKey),
      object('Arguments', (value: OperationRequest) => value.args),
    ],
    ([operation, methodName, connectorKey, facadeKey, args]) =>
      new OperationRequest(
        (operation as string | null | undefined) ?? null,
        (methodName as string | undefined) ?? null,
        only(ConnectorKey, connectorKey, 'OperationRequest.ConnectorKey'),
        (facadeKey as string | undefined) ?? null,
        list(args, 'OperationRequest.Arguments') ?? [],
      ),
  ),
  record(
    'OperationResponsePart',
    OperationResponsePart,
    [
      object('exception', (value: OperationResponsePart) => value.exception),
      object('result', (value: OperationResponsePart) => value.result),
    ],
    ([exception, result]) =>
      new OperationResponsePart(
        only(RemoteWrappedException, exception, 'OperationResponsePart.exception'),
        (result as unknown) ?? null,
      ),
  ),
  empty('OperationResponseEnd', OperationResponseEnd),
  empty('OperationResponsePause', OperationResponsePause),
  empty('OperationRequestMoreData', OperationRequestMoreData),
  empty('OperationRequestStopData', OperationRequestStopData),
  record(
    'EchoMessage',
    EchoMessage,
    [
      object('value', (value: EchoMessage) => value.value),
      object('objectXml', (value: EchoMessage) => value.objectXml),
    ],
    ([value, objectXml]) =>
      new EchoMessage((value as unknown) ?? null, typeof objectXml === 'string' ? objectXml : null),
  ),
  connIdOnly(
    record(
      'ErrorResponse',
      ErrorResponse,
      [object('exception', (value: ErrorResponse) => value.exception)],
      ([exception]) => new ErrorResponse(error(exception, 'ErrorResponse.exception')),
    ),
  ),
];
