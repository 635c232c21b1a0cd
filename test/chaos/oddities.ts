import {
  AlreadyExistsException,
  ConnectionBrokenException,
  ConnectorException,
  InvalidCredentialException,
  OperationTimeoutException,
  PermissionDeniedException,
  RetryableException,
  UnknownUidException,
} from '@icf-ts/framework';

/* What no connector should throw or return, and some do. */

const circular: Record<string, unknown> = { name: 'circle' };
circular['self'] = circular;

const unreadable = Object.defineProperty(new Error('never read'), 'message', {
  get: () => {
    throw new TypeError('the message of this error throws');
  },
});
const hostile = new Proxy(
  {},
  {
    get: () => {
      throw new TypeError('this object throws when it is looked at');
    },
  },
);

/** Each throws in its own way. */
export const THROWS: readonly (() => unknown)[] = [
  () => new UnknownUidException('no such object'),
  () => new AlreadyExistsException('there already'),
  () => new ConnectionBrokenException('the target hung up'),
  () => new PermissionDeniedException('not for you'),
  () => new InvalidCredentialException('no'),
  () => new OperationTimeoutException('too slow'),
  () => new RetryableException('once more'),
  () => new ConnectorException(''),
  () => new ConnectorException('caused', { cause: circular }),
  () => new ConnectorException('x'.repeat(100_000)),
  () => new TypeError('a fault of the connector'),
  () => new AggregateError([new Error('one'), new Error('two')]),
  () => new Error('\ud800 half a character'),
  () => unreadable,
  () => 'a text',
  () => 42,
  () => 10n ** 30n,
  () => null,
  () => undefined,
  () => Symbol('odd'),
  () => circular,
  () => hostile,
  () => Object.create(null),
  () => () => 'a function',
];

/** What is none of the values that an operation may return. */
export const GARBAGE: readonly unknown[] = [
  undefined,
  42,
  '',
  10n ** 30n,
  Symbol('odd'),
  () => 'a function',
  {},
  [],
  [[[]]],
  circular,
  hostile,
  new Date(0),
  new Map([[circular, circular]]),
  new Error('returned, not thrown'),
  Object.create(null),
];
