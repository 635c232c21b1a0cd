// The reference of a connector server's configuration file, from the table that checks it.
import { SETTINGS } from '@icf-ts/connector-server/hosting';

const code = (text) => `\`${text}\``;
export const cell = (text) => String(text).replaceAll('|', '\\|');

/** Every property with its path, sections and their properties one after the other. */
export function* rows(setting, path) {
  for (const [name, property] of Object.entries(setting.properties ?? {})) {
    const own = path === '' ? name : `${path}.${name}`;
    yield { path: own, property, required: (setting.required ?? []).includes(name) };
    yield* rows(property, own);
    if (property.items?.properties) yield* rows(property.items, `${own}[]`);
    if (property.additionalProperties?.properties) yield* rows(property.additionalProperties, `${own}.NAME`);
  }
}

export function type({ type, enum: values, items, path, additionalProperties }) {
  if (values) return values.length > 6 ? 'text' : values.map(code).join(', ');
  if (path) return 'path';
  if (Array.isArray(type)) return 'text or section';
  if (type === 'array') return `list of ${items.properties ? 'sections' : 'texts'}`;
  if (type === 'object') return kindOf(additionalProperties);
  return { string: 'text', integer: 'whole number', boolean: '`true`, `false`' }[type];
}

const kindOf = (others) => {
  if (!others) return 'section';
  if (others === true) return 'properties by name';
  return others.properties
    ? 'sections by name'
    : others.type === 'string'
      ? 'texts by name'
      : 'numbers by name';
};

export const notes = ({ property, required }) =>
  [
    property.description,
    required ? 'Required.' : '',
    property.oneOf
      ? `Either ${property.oneOf.map(({ required: names }) => names.map(code).join(' and ')).join(', or ')}.`
      : '',
    property.secret ? 'Never printed.' : '',
  ]
    .filter((text) => text !== '')
    .join(' ');

const isLive = ({ path, property }, live) =>
  property.live || live.some((above) => path.startsWith(`${above}[`));

export function serverConfigurationPage() {
  const all = [...rows(SETTINGS, '')];
  const live = all.filter(({ property }) => property.live).map(({ path }) => path);
  const lines = all.map(
    (row) =>
      `| ${code(row.path)} | ${type(row.property)} | ${row.property.default === undefined ? '' : code(row.property.default)} | ${isLive(row, live) ? 'yes' : ''} | ${cell(notes(row))} |`,
  );
  return `# Configuration of a connector server

\`icf server init\` writes a first one, \`icf server check\` tells what is wrong with one; see [run a connector server](../run-a-server.md).

Any text may hold references: \`\${env:NAME}\`, \`\${env:NAME:-default}\` and \`\${file:path}\` (a newline at the file's end is cut); \`{ env: NAME }\` and \`{ file: path }\` are references too. A
number or a truth value may come from one too. Paths count from the folder of the configuration file. Other properties are refused.

"Live" are the properties whose change a running server takes over; the others wait for a restart.

| property | value | default | live | |
| --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
}
