const ID = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;
const SHORT = 15;

/** Whether a text has the form of an id, 15 or 18 characters. What has not is never sent as one. */
export const isSalesforceId = (text: string): boolean => ID.test(text);

const CHECK = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18 characters of an id: after its 15, one for every five of them, which tells its capital letters. */
export function longId(id: string): string {
  const short = id.slice(0, SHORT);
  const checks = [0, 5, 10].map((start) => {
    const bits = [...short.slice(start, start + 5)].map((letter, at) => (/[A-Z]/.test(letter) ? 1 << at : 0));
    return CHECK[bits.reduce((sum, bit) => sum + bit, 0)];
  });
  return short + checks.join('');
}

/** The id as rows have it, where a text is one of 15 characters; else the text as it is. */
export const asRowId = (text: string): string =>
  text.length === SHORT && isSalesforceId(text) ? longId(text) : text;
