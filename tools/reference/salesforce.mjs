// Reference pages made from the tables of the Salesforce bundle.
import { EXCEPTIONS, LocalConnector } from '@icf-ts/framework';
import { SalesforceConnector } from '../../packages/salesforce-bundle/dist/salesforce.connector.js';
import { ERROR_TABLE } from '../../packages/salesforce-bundle/dist/errors/error-table.js';
import { OAUTH_TABLE } from '../../packages/salesforce-bundle/dist/errors/oauth-table.js';
import { LOOKUP_TABLE } from '../../packages/salesforce-bundle/dist/lookups/lookup-table.js';
import { say, text } from '../../packages/salesforce-bundle/dist/words/text.js';
import { code, table } from './markdown.mjs';

/** Special attributes look like bold to Markdown. */
const prose = (sentence) => sentence.replace(/__[A-Z_]+__/g, code);

const errorRows = (rows) =>
  rows.map(({ code: errorCode, when, exception, next }) => [
    code(errorCode),
    when ? `matches ${code(when.source)}` : '',
    code(exception),
    EXCEPTIONS[exception].retryable ? 'yes' : 'no',
    prose(say(text(next))),
  ]);
const HEAD = ['code', 'message', 'exception', 'retryable', 'next step'];

export const salesforceErrors = () => `# Errors of Salesforce

What the Salesforce connector makes of a refusal. The message of the exception says what was refused, quotes Salesforce's
code and text, names the attributes, and ends with the next step, in the caller's language where there is a catalogue
for it. \`attributeNames\` holds the attributes by their ICF names where Salesforce names fields, in the error itself or
in its text. Of several rows of one code the first that fits is taken; of several errors in one answer the first that is
no mere consequence of another (\`PROCESSING_HALTED\` and the like). A code that is not listed becomes a
\`ConnectorException\` that quotes it.

\`UnknownUidException\` needs a row that the call was about; without one the configuration is at fault:
\`ConfigurationException\`. ${say(text('next.unknownResource'))}

## REST, SOAP, Bulk and composite

\`ERROR_HTTP_…\` is an answer without a code.

${table(HEAD, errorRows(ERROR_TABLE))}

## Logins

The token endpoint's codes; those above hold too.

${table(HEAD, errorRows(OAUTH_TABLE))}
`;

const SOURCES = {
  rows: ({ sobject, where }) => `rows of ${code(sobject)}${where ? ` where ${code(where)}` : ''}`,
  picklist: ({ field }) => `picklist ${code(`User.${field}`)}`,
  fixed: () => 'fixed',
};
const KEYS = { rows: 'Id', picklist: 'value', fixed: 'fixed' };
const DECODES = {
  rows: ({ label, apart }) =>
    `${code(label)}; one that occurs twice with ${[...apart, 'Id'].map(code).join(', ')}`,
  picklist: () => 'label',
  fixed: ({ entries }) => entries.map(([key, decode]) => `${code(key)} = ${decode}`).join(', '),
};
const COSTS = {
  rows: '1 for each 2,000 rows',
  picklist: '1 describe an hour, for all picklists together',
  fixed: '0',
};

export const salesforceLookups = () => `# Lookups of Salesforce

Each lookup is an object class of its name, whose objects have the code as \`__UID__\` and the decode as \`__NAME__\`. Every
other picklist is \`Lookup.Salesforce.<object>.<field>\`, which the schema does not list (one describe an hour). The
connector declares them for \`synchronizeLookup\` (see [lookups](../concepts/lookups.md)); any ICF client can search them.

${table(
  ['lookup', 'what', 'source', 'code', 'decode', 'API calls'],
  LOOKUP_TABLE.map(({ name, description, source }) => [
    code(name),
    prose(description),
    SOURCES[source.kind](source),
    KEYS[source.kind],
    DECODES[source.kind](source),
    COSTS[source.kind],
  ]),
)}
`;

const shown = (value) => {
  if (value === null || value === undefined) return '';
  return code(typeof value === 'object' ? JSON.stringify(value) : String(value));
};

/** One section for each group, in the order of its first property. */
export function salesforceConfiguration() {
  const properties = [...new LocalConnector(SalesforceConnector).info.defaultConfiguration.properties];
  const groupOf = ({ groupMessageKey }) => say(text(groupMessageKey));
  const groups = [...new Set(properties.map(groupOf))];
  const sections = groups.map(
    (group) => `## ${group}

${table(
  ['property', 'type', 'default', ''],
  properties
    .filter((property) => groupOf(property) === group)
    .map(({ name, type, value, required, helpMessageKey }) => [
      code(name) + (required ? ' (required)' : ''),
      code(type),
      shown(value),
      prose(say(text(helpMessageKey))),
    ]),
)}`,
  );
  return `# Configuration of the Salesforce connector

What \`icfts.salesforce.SalesforceConnector\` takes. The texts are those that a platform shows, in its language.

${sections.join('\n\n')}
`;
}
