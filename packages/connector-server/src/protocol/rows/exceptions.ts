import {
  EXCEPTIONS,
  PasswordExpiredException,
  Uid,
  exceptionFromJava,
  javaClassOf,
  type ExceptionName,
} from '@icf-ts/framework';
import { RemoteWrappedException } from '../remote-wrapped-exception.js';
import { only } from './read.js';
import { object, record, text, type Row } from './row.js';

/** Java's own at the end of the line: what is nothing more special travels under one of these. */
const JAVA_TYPES = {
  RuntimeException: 'java.lang.RuntimeException',
  Exception: 'java.lang.Exception',
  Throwable: 'java.lang.Throwable',
};

/** Serial type → Java class. ICF's exceptions are written under their own names; UnsupportedOperation is none of them. */
const TYPES = new Map<string, string>([
  ...(Object.keys(EXCEPTIONS) as ExceptionName[])
    .filter((name) => name !== 'UnsupportedOperationException')
    .map((name): [string, string] => [name, EXCEPTIONS[name].javaClass]),
  ...Object.entries(JAVA_TYPES),
]);
const typeOfClass = new Map([...TYPES].map(([type, javaClass]) => [javaClass, type]));

/** The serial type under which an error travels natively. */
export const exceptionTypeOf = (error: Error): string =>
  typeOfClass.get(javaClassOf(error)) ?? 'RuntimeException';

const message = text('message', (error: Error) => (error.message === '' ? null : error.message));

/** Section 3.6. Cause and stack are not written. */
export const exceptions: readonly Row[] = [
  ...[...TYPES].map(([type, javaClass]) =>
    type === 'PasswordExpiredException'
      ? record(
          type,
          null,
          [message, object('Uid', ({ uid }: PasswordExpiredException) => uid ?? null)],
          ([words, uid]) => {
            const known = only(Uid, uid, 'PasswordExpiredException.Uid');
            return new PasswordExpiredException(words as string | undefined, known ? { uid: known } : {});
          },
        )
      : record(type, null, [message], ([words]) => exceptionFromJava(javaClass, words as string | undefined)),
  ),
  record(
    'RemoteWrappedException',
    RemoteWrappedException,
    [
      text('class', (value: RemoteWrappedException) => value.className),
      text('message', (value: RemoteWrappedException) => value.message),
      object('RemoteWrappedException', (value: RemoteWrappedException) => value.cause),
      text('stackTrace', (value: RemoteWrappedException) => value.stackTrace),
    ],
    ([className, words, cause, stackTrace]) =>
      new RemoteWrappedException(
        (className as string | undefined) ?? EXCEPTIONS.ConnectorException.javaClass,
        (words as string | undefined) ?? null,
        only(RemoteWrappedException, cause, 'RemoteWrappedException.RemoteWrappedException'),
        (stackTrace as string | undefined) ?? null,
      ),
  ),
];
