/** What a terminal would obey instead of showing, and what would turn the direction of the text around it. */

const COMMANDS = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** One line of text that a terminal only shows. */
export const plainText = (text: string): string =>
  text.replaceAll(COMMANDS, (character) =>
    character === '\n' ? ' ' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for the content of an element, or for a quoted attribute. */
export const htmlText = (text: string): string =>
  plainText(text).replaceAll(/[&<>"']/g, (one) => ENTITIES[one]!);
