import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Org } from '@icf-ts/salesforce-emulator';
import { runIcf } from '#src/run-icf.js';
import { RecordingTerminal } from './demo/recording-terminal.js';
import { IcfProcess } from './icf-process.js';

/** What a command line came to. */
export interface Ended {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
}

/** A folder with an `icf.yaml` and the emulated org that it is about. */
export abstract class CommandFolder {
  readonly path: string;
  readonly org: Org;

  protected constructor(path: string, org: Org) {
    this.path = path;
    this.org = org;
  }

  of(name: string): string {
    return join(this.path, name);
  }
  async write(name: string, text: string | Uint8Array): Promise<string> {
    await writeFile(this.of(name), text);
    return this.of(name);
  }
  read(name: string): Promise<string> {
    return readFile(this.of(name), 'utf8');
  }

  /** Runs a command line with this folder's configuration, in this process: a process costs a second. */
  async run(...args: readonly string[]): Promise<Ended> {
    const terminal = new RecordingTerminal();
    const code = await runIcf([...args, '--config', this.of('icf.yaml')], terminal);
    return { code, output: terminal.output, errors: terminal.errors };
  }
  /** Starts it in a process of its own: what signals, standard streams and the real exit code are about. */
  start(...args: readonly string[]): IcfProcess {
    return new IcfProcess(...args, '--config', this.of('icf.yaml'));
  }

  async close(): Promise<void> {
    await this.org.close();
    await rm(this.path, { recursive: true, force: true });
  }
}
