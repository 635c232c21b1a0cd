import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder, fillOnce } from './java-workspace.js';
import { runOrThrow } from './run-command.js';

const KEYTOOL_DEADLINE_MS = 60_000;
const VALID_DAYS = '3650';

export const STORE_PASSWORD = 'changeit';

/** A self-signed certificate: for a Node server, and as a trust store for a Java client. */
export interface Certificate {
  readonly pfx: Buffer;
  readonly passphrase: string;
  readonly trustStore: string;
}

/** Certificates by name, made by the JDK's keytool when the cache lacks them. */
export async function certificates(
  keytool: string,
  version: string,
  names: readonly string[],
): Promise<Certificate[]> {
  const folder = join(cacheFolder(version), `certificates-${names.join('-')}`);
  await fillOnce(folder, async (draft) => {
    await Promise.all(names.map((name) => make(keytool, draft, name)));
  });
  return Promise.all(
    names.map(async (name) => ({
      pfx: await readFile(join(folder, `${name}.p12`)),
      passphrase: STORE_PASSWORD,
      trustStore: join(folder, `${name}-trust.p12`),
    })),
  );
}

async function make(keytool: string, folder: string, name: string): Promise<void> {
  const run = (args: readonly string[]) =>
    runOrThrow(
      keytool,
      [...args, '-alias', name, '-storetype', 'PKCS12', '-storepass', STORE_PASSWORD, '-noprompt'],
      {
        timeoutMs: KEYTOOL_DEADLINE_MS,
        cwd: folder,
      },
    );
  const key = ['-keyalg', 'RSA', '-keysize', '2048', '-dname', `CN=${name}`, '-validity', VALID_DAYS];
  await run(['-genkeypair', ...key, '-keystore', `${name}.p12`]);
  await run(['-exportcert', '-rfc', '-file', `${name}.pem`, '-keystore', `${name}.p12`]);
  await run(['-importcert', '-file', `${name}.pem`, '-keystore', `${name}-trust.p12`]);
}
