// Reference pages made from the tables that the code itself runs on.
import {
  APIConfiguration,
  ConfigurationProperties,
  EXCEPTIONS,
  METHODS,
  OPERATIONS,
  OPTIONS,
  ObjectPoolConfiguration,
  PARAMETERS,
  ResultsHandlerConfiguration,
  SCALAR_PROPERTY_TYPES,
} from '@icf-ts/framework';
import {
  CLIENT_DEFAULTS,
  CLIENT_KEYS_DEFAULTS,
  DEFAULT_LIMITS,
  ENDPOINT_LIMITS,
  FAILED_KEYS_DEFAULTS,
  LINE_FILE_DEFAULTS,
  LOG_LINES,
  METRICS,
  OBSERVATION_DEFAULTS,
  REPETITION_DEFAULTS,
  SERVER_DEFAULTS,
} from '@icf-ts/connector-server';
import { code, table } from './markdown.mjs';

const defaults = (object) => Object.entries(object).map(([name, value]) => [code(name), code(value)]);

const service = ({ spi, emulatedBy }) => {
  if (spi.length === 0) return 'the framework, always';
  const own = spi.map(code).join(', ');
  return emulatedBy ? `${own}; else by means of ${emulatedBy.join(', ')}` : own;
};

export const operations = () => `# Operations

An operation is supported when the connector class has all of its SPI methods.

${table(
  ['operation', "ICF's name", 'kind', 'SPI methods', 'through a connector server'],
  Object.entries(OPERATIONS).map(([name, entry]) => [
    code(name),
    entry.api ? code(entry.api) : 'none',
    entry.kind,
    service(entry),
    entry.inProcessOnly ? (entry.emulatedBy ? 'emulated by the client' : 'no') : 'yes',
  ]),
)}

## Methods of the facade

${table(
  ['method', 'operation', "ICF's method", 'parameters', 'answers'],
  Object.entries(METHODS).map(([name, entry]) => [
    code(name),
    code(entry.operation),
    code(entry.icf),
    entry.parameters.map((p) => `${p}${PARAMETERS[p].nullable ? '?' : ''}`).join(', ') || 'none',
    entry.stream ? 'a stream and its result' : 'one value',
  ]),
)}

## Options

${table(
  ['option', "ICF's name", 'ICF type'],
  Object.entries(OPTIONS).map(([name, { icf, type }]) => [code(name), code(icf), code(type)]),
)}
`;

export const errors = () => `# Exceptions

Every failure is an ICF exception. \`isConnectorException(error)\` knows one of any copy of the framework; \`error.name\` is
the name below; \`isRetryable(error)\` says whether the same call may succeed later.

${table(
  ['exception', 'Java class', 'retryable'],
  Object.entries(EXCEPTIONS).map(([name, { javaClass, retryable }]) => [
    code(name),
    code(javaClass),
    retryable ? 'yes' : 'no',
  ]),
)}
`;

export const defaultsPage = () => {
  const configuration = new APIConfiguration({
    properties: new ConfigurationProperties([]),
    supportedOperations: new Set(),
    connectorPoolingSupported: false,
  });
  return `# Defaults

## ObjectPoolConfiguration

${table(['setting', 'default'], defaults(new ObjectPoolConfiguration()))}

## ResultsHandlerConfiguration

${table(['setting', 'default'], defaults(new ResultsHandlerConfiguration()))}

## APIConfiguration

${table(
  ['setting', 'default'],
  [
    [code('timeoutsMs'), 'none: no operation has a limit'],
    [code('producerBufferSize'), code(configuration.producerBufferSize)],
    [code('instanceName'), code(configuration.instanceName)],
  ],
)}

## Connector server

${table(['setting', 'default'], defaults(SERVER_DEFAULTS))}

### Its clients' keys

${table(['setting', 'default'], defaults({ ...CLIENT_KEYS_DEFAULTS, ...FAILED_KEYS_DEFAULTS }))}
## Observing a connector server

${table(['setting', 'default'], defaults(OBSERVATION_DEFAULTS))}

The HTTP endpoint:

${table(['limit', 'value'], defaults(ENDPOINT_LIMITS))}

Files of log and audit, each:

${table(['limit', 'value'], defaults(LINE_FILE_DEFAULTS))}

Log lines that are counted instead of repeated:

${table(['limit', 'value'], defaults(REPETITION_DEFAULTS))}

## Limits of the protocol, both sides

${table(['setting', 'default'], defaults(DEFAULT_LIMITS))}

## Remote client

${table(['setting', 'default'], defaults(CLIENT_DEFAULTS))}

## Types of configuration properties

${SCALAR_PROPERTY_TYPES.map(code).join(', ')}, and arrays of these (\`String[]\` …).
`;
};

export const metrics = () => `# Metrics

What the endpoint's \`/metrics\` tells, in Prometheus' text format. A metric with labels has no line before something
happened. See [observing](../concepts/observing.md).

${table(
  ['metric', 'type', 'labels', 'meaning'],
  Object.entries(METRICS).map(([name, { type, labels = [], help, buckets }]) => [
    code(name),
    type,
    labels.map(code).join(', '),
    buckets ? `${help} Buckets: ${buckets.join(', ')}.` : help,
  ]),
)}

Values of labels are bounded: \`connector\` is the name of a loaded connector, else \`unknown\`; \`operation\` one of the
[operations](operations.md), else \`unknown\`; \`outcome\` is \`success\`, \`abandoned\`, one of the [exceptions](errors.md), or
\`other\`.
`;

export const logLines = () => `# Log lines

Every line is one JSON object with \`time\`, \`level\`, \`msg\`, \`event\` and what the event is about. See
[observing](../concepts/observing.md).

${table(
  ['event', 'level', 'message', 'a flood of them'],
  Object.entries(LOG_LINES).map(([event, { level, text, per }]) => [
    code(event),
    code(level),
    text,
    per ? 'is counted' : '',
  ]),
)}
`;
