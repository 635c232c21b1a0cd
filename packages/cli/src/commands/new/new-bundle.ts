import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { FRAMEWORK_VERSION } from '@icf-ts/framework';
import { CliProblem } from '../../problems/cli-problem.js';
import type { Terminal } from '../../terminal/terminal.js';

const TEMPLATES = fileURLToPath(new URL('../../../templates/bundle', import.meta.url));
/** The packages, where this command runs from a checkout: they are taken from there, published or not. */
const CHECKOUT = fileURLToPath(new URL('../../../../', import.meta.url));
const ENDING = '.tmpl';
/** What npm takes for a name, and what makes sense as part of a class name. */
const PACKAGE = /^(?:@[a-z0-9][a-z0-9-]*\/)?([a-z][a-z0-9-]*)$/;

export function newBundleCommand(terminal: Terminal): Command {
  return new Command('bundle')
    .description(
      'Write a connector bundle in TypeScript that builds, keeps the connector contract and can be served at once. Overwrites nothing.',
    )
    .argument('<name>', 'name of the package, e.g. acme-bundle or @acme/ldap-bundle')
    .option('-d, --dir <folder>', "where it goes; by default the name's last part, here")
    .action(async (name: string, { dir }: { readonly dir?: string }) => {
      const folder = resolve(dir ?? fileOf(name));
      const files = await writeBundle(name, folder);
      for (const file of files) terminal.write(`${relative('.', file)}\n`);
      terminal.writeError(
        `\nNext:\n  cd ${relative('.', folder) || '.'}\n  ${installCommand()}\n  npm test\n`,
      );
    });
}

function installCommand(): string {
  const own = ['framework', 'cli'].map((name) => join(CHECKOUT, name));
  return own.every((folder) => existsSync(join(folder, 'tsconfig.json')))
    ? ['npm install', ...own.map((folder) => (/\s/.test(folder) ? `"${folder}"` : folder))].join(' ')
    : 'npm install';
}

/** Writes the bundle and answers its files. @throws CliProblem for a name that is none, or a folder that is not empty */
export async function writeBundle(name: string, folder: string): Promise<readonly string[]> {
  const file = fileOf(name).replace(/-(bundle|connector)$/, '');
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new CliProblem('conflict', `${folder} is not empty.`, {
      advice: 'Nothing was written. Choose another: --dir FOLDER.',
    });
  const values: Readonly<Record<string, string>> = {
    package: name,
    file,
    Class: file.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase()),
    frameworkRange: `^${FRAMEWORK_VERSION}`,
  };
  const fill = (text: string): string => text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => values[key]!);
  const written: string[] = [];
  for (const entry of await readdir(TEMPLATES, { recursive: true })) {
    if (!entry.endsWith(ENDING)) continue;
    const path = fill(entry.slice(0, -ENDING.length)).replace(/^gitignore$/, '.gitignore');
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, fill(await readFile(join(TEMPLATES, entry), 'utf8')), { flag: 'wx' });
    written.push(target);
  }
  return written.sort();
}

function fileOf(name: string): string {
  const [, last] = PACKAGE.exec(name) ?? [];
  if (last !== undefined) return last;
  throw new CliProblem(
    'usage',
    `'${name}' is no name of a package. Lower-case letters, digits and dashes: acme-bundle, @acme/ldap-bundle.`,
  );
}
