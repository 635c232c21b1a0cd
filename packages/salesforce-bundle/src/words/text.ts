import { Locale, type ConnectorException } from '@icf-ts/framework/spi';
import { CATALOGUES } from './catalogues.js';

/**
 * What a person reads, before it is put into a language: a key of the message catalogues with the values of its
 * placeholders, a string that is the same in every language (a name, what Salesforce said), or an exception's message.
 */
export type Words = Text | string | ConnectorException;

export interface Text {
  readonly key: string;
  readonly values: readonly Words[];
}

/** The text behind a key of messages/Messages.yaml; the values take the places {0}, {1} … */
export const text = (key: string, ...values: readonly (Words | number)[]): Text => ({
  key,
  values: values.map((value) => (typeof value === 'number' ? String(value) : value)),
});

/** Puts words into a language, by default English, which is also what a catalogue lacks. */
export function say(words: Words, locale: Locale = Locale.ROOT): string {
  if (typeof words === 'string') return words;
  if (words instanceof Error) return words.messageIn?.(locale) ?? words.message;
  const values = words.values.map((value) => say(value, locale));
  return CATALOGUES.for(locale).format(words.key, locale, words.key, ...values);
}
