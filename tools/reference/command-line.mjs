// The reference of the icf command: its commands as they describe themselves, the exit codes, and the table of icf.yaml.
import { ICF_SETTINGS } from '../../packages/cli/dist/configuration/settings-table.js';
import { EXIT_ROWS } from '../../packages/cli/dist/problems/exit-codes.js';
import { createProgram } from '../../packages/cli/dist/program.js';
import { code, table } from './markdown.mjs';
import { notes, rows, type } from './server-configuration.mjs';

function* commands(command, path) {
  for (const child of command.commands) {
    const name = `${path} ${child.name()}`;
    yield { name, command: child };
    yield* commands(child, name);
  }
}

function section({ name, command }) {
  const help = command.createHelp();
  const options = help.visibleOptions(command).filter(({ long }) => long !== '--help');
  const usage =
    `${name} ${help.commandUsage(command).split(' ').slice(name.split(' ').length).join(' ')}`.trim();
  return [
    `## ${name}`,
    command.description(),
    '```text\n' + usage + '\n```',
    command.registeredArguments.length > 0
      ? table(
          ['argument', ''],
          command.registeredArguments.map((argument) => [
            code(argument.name()),
            [argument.description, argument.argChoices ? `One of ${argument.argChoices.join(', ')}.` : '']
              .filter(Boolean)
              .join('. '),
          ]),
        )
      : '',
    options.length > 0
      ? table(
          ['option', '', 'default'],
          options.map((option) => [
            code(option.flags),
            [option.description, option.argChoices ? `one of ${option.argChoices.join(', ')}` : '']
              .filter(Boolean)
              .join(': '),
            defaultOf(option),
          ]),
        )
      : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

const defaultOf = ({ defaultValue, defaultValueDescription }) => {
  if (defaultValueDescription) return defaultValueDescription;
  return defaultValue === undefined || defaultValue === false || defaultValue === true
    ? ''
    : code(String(defaultValue));
};

const SILENT = { colour: false, write() {}, writeError() {}, ready: async () => {} };

export function commandLinePage() {
  const program = createProgram(SILENT, () => {});
  const settings = [...rows(ICF_SETTINGS, '')];
  return `# The icf command

How to work with it: [the command line](../command-line.md). Every command has \`--help\`; \`icf --verbose …\` adds stacks and
causes to errors.

${[...commands(program, 'icf')].map(section).join('\n\n')}

## Exit codes

${table(
  ['code', 'meaning', 'exceptions of ICF'],
  EXIT_ROWS.map((row) => [code(row.code), row.meaning, row.exceptions.map(code).join(', ')]),
)}

## icf.yaml

A value may be a reference: \`{ env: NAME }\`, \`{ file: path }\`, or within a text \`\${env:NAME}\`, \`\${env:NAME:-default}\` and
\`\${file:path}\`. Paths count from the folder of the file. Other properties are refused.

${table(
  ['property', 'value', 'default', ''],
  settings.map((row) => [
    code(row.path),
    type(row.property),
    row.property.default === undefined ? '' : code(row.property.default),
    notes(row),
  ]),
)}
`;
}
