import { access } from 'node:fs/promises';
import { GuardedString } from '@icf-ts/framework';
import { ClientKeys } from '../server/access/client-keys.js';
import { exposureWarnings, isLoopback } from '../server/access/exposure.js';
import { SERVER_DEFAULTS } from '../server/server-options.js';
import { inOrder, isError, type Path, type Problem } from './configuration/problem.js';
import type { Configuration } from './configuration/read-configuration.js';
import { problemAt } from './configuration/source-document.js';
import { certificateProblem, readTls } from './tls/tls-material.js';

/** What every Java connector server is shipped with, and everybody knows. */
const DEFAULT_KEY = 'changeit';

/** All that is wrong with a configuration: in the file, and in what it leads to. Loads no bundle and listens nowhere. */
export async function checkHosting(configuration: Configuration): Promise<readonly Problem[]> {
  const found = await Promise.all([ofTls(configuration), ofDirectory(configuration), ofKeys(configuration)]);
  return inOrder([...configuration.problems, ...found.flat()]);
}

async function ofTls({ settings: { server, tls }, document }: Configuration): Promise<readonly Problem[]> {
  const { host = SERVER_DEFAULTS.host } = server ?? {};
  if (!tls) {
    const isMeant = document.value['tls'] !== undefined || document.problems.some(isError);
    if (isMeant) return [];
    const exposure = { isLoopback: isLoopback(host), hasTls: false, asksForCertificates: false };
    return exposureWarnings(exposure).map((message) =>
      problemAt(document, ['server', 'host'], message, 'warning'),
    );
  }
  try {
    const { certificate } = await readTls(tls);
    const problem = certificate && certificateProblem(certificate);
    if (!problem) return [];
    return [
      problemAt(
        document,
        ['tls', tls.keyStore ? 'keyStore' : 'certificate'],
        problem.message,
        problem.severity,
      ),
    ];
  } catch (error) {
    return [problemAt(document, ['tls'], (error as Error).message)];
  }
}

async function ofDirectory({ settings: { bundles }, document }: Configuration): Promise<readonly Problem[]> {
  const path: Path = ['bundles', 'directory'];
  if (bundles?.directory === undefined) {
    const isMeant = !bundles && document.value['bundles'] !== undefined;
    if (isMeant || (bundles?.packages ?? []).length > 0 || document.problems.length > 0) return [];
    const message = 'No bundles are configured: name bundles.directory or bundles.packages.';
    return [problemAt(document, ['bundles'], message, 'warning')];
  }
  try {
    await access(bundles.directory);
    return [];
  } catch {
    return [
      problemAt(
        document,
        path,
        `The folder ${bundles.directory} does not exist. Create it, or correct the path.`,
      ),
    ];
  }
}

/** Everybody knows Java's default key: beyond this machine it is none. */
async function ofKeys({
  settings: { clients, server },
  document,
}: Configuration): Promise<readonly Problem[]> {
  const { host = SERVER_DEFAULTS.host } = server ?? {};
  const problems: Problem[] = [];
  const peer = { connectionId: 0, address: '127.0.0.1', port: 0 };
  for (const [at, { name, keys }] of clients.entries()) {
    const key = new GuardedString(DEFAULT_KEY);
    if (keys.length === 0 || !(await new ClientKeys([{ name, keys }]).authenticate(key, peer))) continue;
    const message = `The key of client ${name} is '${DEFAULT_KEY}', which everybody knows from the Java server. Set another: ${document.toSetKey}.`;
    problems.push(
      problemAt(document, ['clients', at, 'key'], message, isLoopback(host) ? 'warning' : 'error'),
    );
  }
  return problems;
}
