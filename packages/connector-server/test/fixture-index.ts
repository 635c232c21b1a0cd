import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface ObjectFixture {
  readonly name: string;
  readonly file: string;
  readonly origin: string;
  readonly type: string;
  readonly value?: unknown;
  readonly sequence?: readonly unknown[];
  readonly byteCompare: string;
}

export interface SessionFixture {
  readonly name: string;
  readonly client: string;
  readonly server: string;
  readonly origin: string;
  readonly clientSends: readonly string[];
  readonly serverSends: readonly string[];
  readonly javaClientSaw?: string;
  readonly javaClientThrew?: readonly string[];
}

/** Tests run from compiled output; the recordings lie beside their sources. */
function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

const ROOT = join(packageRoot(), 'test', 'fixtures', 'icf-wire');

const index = JSON.parse(readFileSync(join(ROOT, 'index.json'), 'utf8')) as {
  objects: readonly ObjectFixture[];
  sessions: readonly SessionFixture[];
};

export const { objects, sessions } = index;

export const session = (name: string): SessionFixture => {
  const found = sessions.find((entry) => entry.name === name);
  if (!found) throw new Error(`There is no recorded session '${name}'.`);
  return found;
};

export const bytesOf = (file: string): Buffer => readFileSync(join(ROOT, file));
