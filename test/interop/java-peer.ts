import { delimiter } from 'node:path';
import { buildJava, findToolchain } from './java-build.js';
import { MissingPrerequisite } from './java-library.js';
import { startJavaServer, type JavaServer, type JavaServerOptions } from './java-server.js';
import { runCommand } from './run-command.js';

export { MEMORY_BUNDLE_NAME, MEMORY_BUNDLE_VERSION, MIRROR_BUNDLE_NAME } from './java-build.js';
export type { JavaServer, JavaServerOptions } from './java-server.js';

/** The released ConnId framework that our server and client are proved against. */
export const CONNID_VERSION = '1.6.1.0';

export const MEMORY_CONNECTOR_NAME = 'icfts.interop.memory.MemoryConnector';

const CLIENT_CLASS = 'icfts.interop.client.Client';
const DRIVE_CLASS = 'icfts.interop.client.drive.Drive';
const CLIENT_DEADLINE_MS = 120_000;
const CLIENT_OPTIONS = [
  '-XX:TieredStopAtLevel=1',
  '-Xshare:auto',
  '-Dorg.identityconnectors.common.logging.class=org.identityconnectors.common.logging.impl.JDKLogger',
];

/** One line that the Java client printed; what it holds beyond these fields depends on the step. */
export interface ClientStep {
  readonly step: string;
  readonly ok: boolean;
  readonly millis?: number;
  readonly skipped?: string;
  readonly exception?: string;
  readonly message?: string | null;
  readonly [detail: string]: unknown;
}

export interface ClientRun {
  /** 0 when the scenario ran through, whatever its steps gave; 2 on wrong usage; null when killed. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly steps: readonly ClientStep[];
}

export interface JavaPeer {
  /** The jar of the in-memory connector, ready for startServer. */
  readonly memoryBundle: string;
  /** The jar of the mirror connector, likewise. */
  readonly mirrorBundle: string;
  /** The path of the JDK's keytool. */
  readonly keytool: string;
  /** Sends everything the protocol has to the servers named: NAME=VALUE pairs and options of the JVM. */
  runDrive(args: readonly string[], jvmOptions?: readonly string[]): Promise<ClientRun>;
  /** Runs the Java client: host, port, key, bundle name, connector name, scenario, NAME=VALUE pairs. */
  runClient(args: readonly string[], options?: { timeoutMs?: number }): Promise<ClientRun>;
  startServer(options: JavaServerOptions): Promise<JavaServer>;
}

export interface MissingJavaPeer {
  readonly missing: string;
}

let shared: Promise<JavaPeer | MissingJavaPeer> | undefined;

/** ConnId's Java client and server, built at most once in a process; or why they cannot be had here. */
export function javaPeer(): Promise<JavaPeer | MissingJavaPeer> {
  shared ??= prepare();
  return shared;
}

async function prepare(): Promise<JavaPeer | MissingJavaPeer> {
  try {
    const tools = findToolchain();
    const build = await buildJava(tools, CONNID_VERSION);
    const clientClassPath = [build.clientClasses, build.frameworkClassPath].join(delimiter);
    return {
      memoryBundle: build.memoryBundle,
      mirrorBundle: build.mirrorBundle,
      keytool: tools.keytool,
      runDrive: (args, jvmOptions = []) =>
        runJava(tools.java, [...jvmOptions, '-cp', clientClassPath, DRIVE_CLASS, ...args]),
      runClient: (args, options) =>
        runJava(tools.java, ['-cp', clientClassPath, CLIENT_CLASS, ...args], options),
      startServer: (options) => startJavaServer(tools.java, build.frameworkClassPath, options),
    };
  } catch (error) {
    if (error instanceof MissingPrerequisite) {
      return { missing: error.message };
    }
    throw error;
  }
}

async function runJava(
  java: string,
  args: readonly string[],
  { timeoutMs = CLIENT_DEADLINE_MS }: { timeoutMs?: number } = {},
): Promise<ClientRun> {
  const { exitCode, stdout, stderr } = await runCommand(java, [...CLIENT_OPTIONS, ...args], { timeoutMs });
  const steps = stdout.split('\n').flatMap((line) => readStep(line));
  return { exitCode, stdout, stderr, steps };
}

/** A client killed at its deadline may leave half a line behind: that is no step. */
function readStep(line: string): ClientStep[] {
  try {
    return [JSON.parse(line) as ClientStep];
  } catch {
    return [];
  }
}
