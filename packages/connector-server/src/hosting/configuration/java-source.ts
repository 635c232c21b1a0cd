import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { resolve } from 'node:path';
import { Properties } from 'properties-file/parser';
import { meant } from './check-document.js';
import { pathText, type Path, type Problem } from './problem.js';
import type { SourceDocument } from './source-document.js';

const PREFIX = 'connectorserver.';

/** Property of the Java server's file → where its value goes in ours; null where we have no use for it. */
const PROPERTIES = {
  port: 'server.port',
  ifaddress: 'server.host',
  bundleDir: 'bundles.directory',
  key: 'clients[0].key',
  usessl: 'tls',
  libDir: null,
  loggerClass: null,
} as const;

type Name = keyof typeof PROPERTIES;
const REQUIRED: readonly Name[] = ['port', 'bundleDir', 'key'];

const UNUSED: Partial<Record<Name, string>> = {
  libDir:
    'It is not used: jars mean nothing to this server. A bundle brings its packages in its node_modules.',
  loggerClass: 'It is not used: this server writes JSON lines to standard output.',
};

/**
 * Reads the Java connector server's `connectorserver.properties` as that server does: ISO-8859-1, and relative paths
 * count from the working directory. `system` are the JVM's system properties (`-D…`), which tell of the key store.
 */
export function javaSource(
  content: Buffer,
  file: string,
  system: Readonly<Record<string, string>>,
  base = process.cwd(),
): SourceDocument {
  const problems: Problem[] = [];
  const lines = new Map<string, number>();
  const given = new Map<string, string>();
  for (const node of new Properties(content.toString('latin1')).nodes) {
    if (node.type !== 'property') continue;
    given.set(node.key, node.value.trim());
    lines.set(node.key, node.startingLineNumber);
  }
  const tell = (severity: Problem['severity'], key: string, message: string): void => {
    const line = lines.get(key);
    problems.push({ severity, file, ...(line === undefined ? {} : { line }), property: key, message });
  };
  const get = (name: Name): string | undefined => given.get(PREFIX + name) || undefined;

  for (const key of given.keys()) {
    const name = key.slice(PREFIX.length);
    if (key.startsWith(PREFIX) && Object.hasOwn(PROPERTIES, name)) {
      const unused = UNUSED[name as Name];
      if (unused !== undefined && given.get(key)) tell('warning', key, unused);
    } else {
      tell(
        'warning',
        key,
        `The Java server has no such property.${meant(
          key,
          Object.keys(PROPERTIES).map((own) => PREFIX + own),
        )}`,
      );
    }
  }
  for (const name of REQUIRED) {
    if (get(name) === undefined)
      tell('error', PREFIX + name, 'It is missing. The Java server does not start without it either.');
  }
  const port = get('port');
  if (port !== undefined && !/^[1-9]\d{0,4}$/.test(port)) {
    tell('error', `${PREFIX}port`, `It must be a port, from 1 to 65535. Here it is '${port}'.`);
  }
  const directory = get('bundleDir');
  if (directory !== undefined)
    jarsIn(resolve(base, directory), (message) => tell('warning', `${PREFIX}bundleDir`, message));

  const tls =
    get('usessl')?.toLowerCase() === 'true'
      ? keyStoreOf(system, base, (message) => tell('error', `${PREFIX}usessl`, message))
      : undefined;
  const value = {
    server: {
      host: get('ifaddress') ?? everyAddress(),
      ...(port !== undefined && /^\d{1,5}$/.test(port) ? { port: Number(port) } : {}),
    },
    ...(directory === undefined ? {} : { bundles: { directory } }),
    ...(tls ? { tls } : {}),
    ...(get('key') === undefined ? {} : { clients: [{ name: 'default', key: `sha1$${get('key')!}` }] }),
  };
  const nameOf = (path: Path): string => javaName(path) ?? pathText(path);
  return {
    file,
    base,
    value,
    problems,
    placeOf: (path) => {
      const line = lines.get(nameOf(path));
      return line === undefined ? undefined : { line };
    },
    nameOf,
    toSetKey: '-setKey of the Java server, or `icf server init` for a configuration of our own',
  };
}

/** Java's sockets take IPv4 and IPv6 alike. */
const everyAddress = (): string =>
  Object.values(networkInterfaces()).some((all) => all?.some(({ family }) => family === 'IPv6'))
    ? '::'
    : '0.0.0.0';

/** The Java property that a property of ours was made of. */
function javaName(path: Path): string | undefined {
  const ours = pathText(path);
  const found = Object.entries(PROPERTIES).find(
    ([, target]) => target !== null && (ours.startsWith(target) || target.startsWith(`${ours}.`)),
  );
  return found && PREFIX + found[0];
}

/** We load our own bundles from the same folder; the Java ones in it need to be pointed out. */
function jarsIn(folder: string, tell: (message: string) => void): void {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return;
  const jars = readdirSync(folder).filter((name) => name.endsWith('.jar'));
  if (jars.length === 0) return;
  tell(
    `${jars.length === 1 ? 'A jar in it is a Java bundle' : `${jars.length} jars in it are Java bundles`}, which this ` +
      `server cannot run: ${jars.join(', ')}. Keep a Java connector server for ${jars.length === 1 ? 'it' : 'them'}; ` +
      'this one loads the bundles made for it from the same folder.',
  );
}

const STORE = 'javax.net.ssl.keyStore';
const JKS = 0xfeedfeed;

/** The settings of `tls`, from the system properties by which a JVM is told of its key store. */
function keyStoreOf(
  system: Readonly<Record<string, string>>,
  base: string,
  tell: (message: string) => void,
): object | undefined {
  const store = system[STORE];
  if (!store) {
    tell(`TLS needs a key store. Name it as on Java's command line: -D${STORE}=FILE -D${STORE}Password=….`);
    return undefined;
  }
  const path = resolve(base, store);
  if (isJks(path)) {
    tell(
      `${path} is a JKS key store, which only Java reads. Make a PKCS#12 one of it and name that: keytool ` +
        `-importkeystore -srckeystore ${path} -destkeystore ${path.replace(/\.jks$/, '')}.p12 -deststoretype PKCS12`,
    );
    return undefined;
  }
  const password = system[`${STORE}Password`];
  return { keyStore: path, ...(password === undefined ? {} : { passphrase: password }) };
}

function isJks(path: string): boolean {
  try {
    const content = readFileSync(path);
    return content.length > 4 && content.readUInt32BE() === JKS;
  } catch {
    // Whoever opens it next says why it cannot be read.
    return false;
  }
}
