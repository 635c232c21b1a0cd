import {
  EXCEPTIONS,
  type ConnectorException,
  type ExceptionDetail,
  type ExceptionName,
  type Locale,
} from '@icf-ts/framework/spi';
import { say, type Words } from './text.js';

/** An exception made of sentences, in English, which the framework has put into the caller's language. */
export function worded(
  exception: ExceptionName,
  sentences: Words | readonly Words[],
  detail: Omit<ExceptionDetail, 'messageIn'> = {},
): ConnectorException {
  const messageIn = (locale?: Locale): string =>
    [sentences]
      .flat()
      .map((words) => say(words as Words, locale))
      .join(' ');
  return new EXCEPTIONS[exception].type(messageIn(), { ...detail, messageIn });
}
