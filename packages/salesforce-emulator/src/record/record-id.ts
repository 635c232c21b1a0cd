const BASE_62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const ID_FORM = /^[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?$/;
const NUMBER_DIGITS = 9;

/** The three characters that make a case-sensitive 15-character id safe to compare without case. */
export function idChecksum(id15: string): string {
  let suffix = '';
  for (let block = 0; block < 15; block += 5) {
    suffix += CHECKSUM.charAt(capitals((k) => id15.charCodeAt(k), block));
  }
  return suffix;
}

/** The 18-character form of an id, or null when the text cannot be an id at all. */
export function canonicalId(text: string): string | null {
  if (!ID_FORM.test(text)) return null;
  const id15 = text.slice(0, 15);
  const checksum = idChecksum(id15);
  if (text.length === 15 || text.slice(15) === checksum) return id15 + checksum;
  const repaired = repairCase(id15, text.slice(15).toUpperCase());
  return repaired === null ? null : repaired + idChecksum(repaired);
}

/** A client that changed the letters' case still told it, in the checksum: take it from there. */
function repairCase(id15: string, checksum: string): string | null {
  let repaired = '';
  for (let index = 0; index < 15; index++) {
    const bits = CHECKSUM.indexOf(checksum.charAt(Math.floor(index / 5)));
    if (bits < 0) return null;
    const character = id15.charAt(index);
    const upper = (bits & (1 << (index % 5))) !== 0;
    if (upper && !/[A-Za-z]/.test(character)) return null;
    repaired += upper ? character.toUpperCase() : character.toLowerCase();
  }
  return repaired;
}

const SCRATCH = Buffer.alloc(18);

/** An 18-character id from key prefix, instance (three characters) and running number. */
export function composeId(keyPrefix: string, instance: string, number: number): string {
  // Written into one buffer: a million ids made by concatenation would keep all their pieces in memory.
  SCRATCH.write(keyPrefix, 0, 'latin1');
  SCRATCH.write(instance, 3, 'latin1');
  for (let rest = number, k = 14; k > 14 - NUMBER_DIGITS; k--) {
    const above = Math.floor(rest / 62);
    SCRATCH[k] = BASE_62.charCodeAt(rest - above * 62);
    rest = above;
  }
  for (let block = 0; block < 3; block++) {
    SCRATCH[15 + block] = CHECKSUM.charCodeAt(capitals((k) => SCRATCH[k]!, block * 5));
  }
  return SCRATCH.toString('latin1');
}

/** The running number of an id. */
export function idNumber(id: string): number {
  let number = 0;
  for (let k = 15 - NUMBER_DIGITS; k < 15; k++) {
    const code = id.charCodeAt(k);
    number = number * 62 + code - (code >= 97 ? 61 : code >= 65 ? 55 : 48);
  }
  return number;
}

/** Which of five characters are capitals: one bit each. */
function capitals(codeAt: (k: number) => number, start: number): number {
  let bits = 0;
  for (let k = 0; k < 5; k++) {
    const code = codeAt(start + k);
    if (code >= 65 && code <= 90) bits |= 1 << k;
  }
  return bits;
}
