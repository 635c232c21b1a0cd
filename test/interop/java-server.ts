import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runOrThrow } from './run-command.js';

const HOST = '127.0.0.1';
const MAIN_CLASS = 'org.identityconnectors.framework.server.Main';
const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 5_000;
const KEPT_LOG_CHARACTERS = 20_000;
const QUICK_START = ['-XX:TieredStopAtLevel=1', '-Xshare:auto'];

export interface JavaServerOptions {
  readonly key: string;
  /** A free port is chosen when left out or 0. */
  readonly port?: number;
  /** Paths of the bundle jars to host. */
  readonly bundles: readonly string[];
  /** Paths of jars that all bundles see, e.g. a JDBC driver. */
  readonly libraries?: readonly string[];
  /** Arguments of the virtual machine; a quick start when left out, which costs speed later. */
  readonly jvmArguments?: readonly string[];
}

export interface JavaServer {
  readonly host: string;
  readonly port: number;
  readonly pid: number;
  /** When its process was started, on the clock of `performance.now()`. */
  readonly spawnedMs: number;
  /** The end of what the server has printed so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts a stock server, ConnId's or the fork's, by its own command line, the key hashed by its own -setKey. */
export async function startJavaServer(
  java: string,
  classPath: string,
  { key, port: wantedPort = 0, bundles, libraries = [], jvmArguments = QUICK_START }: JavaServerOptions,
): Promise<JavaServer> {
  const folder = await mkdtemp(join(tmpdir(), 'icf-java-server-'));
  try {
    const port = wantedPort === 0 ? await freePort() : wantedPort;
    const properties = join(folder, 'connectorserver.properties');
    const bundleFolder = join(folder, 'bundles');
    const libraryFolder = join(folder, 'lib');
    await copyInto(bundleFolder, bundles);
    await copyInto(libraryFolder, libraries);
    const lines = [
      `connectorserver.port=${port}`,
      `connectorserver.bundleDir=${bundleFolder.replaceAll('\\', '/')}`,
      `connectorserver.libDir=${libraryFolder.replaceAll('\\', '/')}`,
      `connectorserver.ifaddress=${HOST}`,
      'connectorserver.usessl=false',
      'connectorserver.loggerClass=org.identityconnectors.common.logging.impl.JDKLogger',
    ];
    await writeFile(properties, `${lines.join('\n')}\n`);
    const main = ['-cp', classPath, MAIN_CLASS];
    const setKey = [...QUICK_START, ...main, '-setKey', '-key', key, '-properties', properties];
    await runOrThrow(java, setKey, { timeoutMs: START_DEADLINE_MS });

    const spawnedMs = performance.now();
    const child = spawn(java, [...jvmArguments, ...main, '-run', '-properties', properties], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { ...(await whenReady(child, port, folder)), spawnedMs };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function whenReady(
  child: ChildProcess,
  port: number,
  folder: string,
): Promise<Omit<JavaServer, 'spawnedMs'>> {
  let log = '';
  const keep = (chunk: Buffer): void => {
    log = (log + chunk.toString('utf8')).slice(-KEPT_LOG_CHARACTERS);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', (error) => {
      log += error.message;
      resolve();
    });
  });
  const killOnExit = (): void => void child.kill('SIGKILL');
  process.once('exit', killOnExit);

  let ended = false;
  void exited.then(() => (ended = true));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await Promise.race([exited, sleep(STOP_DEADLINE_MS, undefined, { ref: false })]);
    child.kill('SIGKILL');
    await exited;
    process.off('exit', killOnExit);
    await rm(folder, { recursive: true, force: true });
  };

  const deadline = Date.now() + START_DEADLINE_MS;
  while (!(await accepts(port))) {
    if (ended || Date.now() > deadline) {
      await stop();
      throw new Error(`the Java connector server did not start on port ${port}:\n${log}`);
    }
    await sleep(50);
  }
  return { host: HOST, port, pid: child.pid!, log: () => log, stop };
}

async function copyInto(folder: string, files: readonly string[]): Promise<void> {
  await mkdir(folder);
  await Promise.all(files.map((file) => copyFile(file, join(folder, basename(file)))));
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, HOST);
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, HOST);
    socket.once('connect', () => {
      socket.end();
      socket.once('close', () => resolve(true));
      socket.resume();
    });
    socket.once('error', () => resolve(false));
  });
}
