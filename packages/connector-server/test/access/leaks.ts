import { encryptString } from '#src/protocol/guarded.js';
import { GuardedString } from '@icf-ts/framework';

/** Every form in which a secret would still be one, as bytes: plain, Base64 at each offset, hex, UTF-16, ICF's cipher. */
function formsOf(secret: string): Map<string, Buffer> {
  const le = Buffer.from(secret, 'utf16le');
  const be = Buffer.from(le).swap16();
  const forms = new Map<string, Buffer>();
  for (const [name, bytes] of Object.entries({
    'UTF-8': Buffer.from(secret),
    'UTF-16LE': le,
    'UTF-16BE': be,
    'cipher text': Buffer.from(encryptString(new GuardedString(secret))),
  })) {
    forms.set(name, bytes);
    forms.set(`hex of ${name}`, Buffer.from(bytes.toString('hex')));
    for (const offset of [0, 1, 2]) {
      const shifted = Buffer.concat([Buffer.alloc(offset), bytes])
        .toString('base64')
        .replace(/=+$/, '');
      // Characters that depend on the neighbours are left out.
      forms.set(
        `Base64 of ${name} at ${offset}`,
        Buffer.from(shifted.slice(offset === 0 ? 0 : offset + 1, -1)),
      );
    }
  }
  return forms;
}

/** Which secrets are found where, in which form; case of hex is ignored. */
export function leaksOf(secrets: readonly string[], places: ReadonlyMap<string, Buffer>): string[] {
  const found: string[] = [];
  for (const secret of secrets) {
    for (const [form, bytes] of formsOf(secret)) {
      for (const [place, output] of places) {
        const lower = form.startsWith('hex')
          ? Buffer.from(output.toString('latin1').toLowerCase(), 'latin1')
          : output;
        const at = lower.indexOf(bytes);
        if (at < 0) continue;
        const around = output.subarray(Math.max(0, at - 120), at + bytes.length + 40).toString('latin1');
        found.push(`${secret} as ${form} in ${place}: …${around}…`);
      }
    }
  }
  return found;
}
