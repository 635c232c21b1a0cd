import type { Style } from '../terminal/style.js';
import type { Stage } from './stage.js';

const CONFIGURATION_NAMESPACE = 'http://midpoint.evolveum.com/xml/ns/public/common/common-3';
const TYPES_NAMESPACE = 'http://prism.evolveum.com/xml/ns/public/types-3';

/** How a platform on this machine reaches the stage. `key` is the server's key as it may be shown. */
export function connectInstructions(stage: Stage, key: string, style: Style): string {
  const { host, port } = stage.server;
  const { bundleName, bundleVersion, connectorName } = stage.connector;
  const heading = (text: string): string => style('strong', text);
  return [
    heading('Connect an identity platform on this machine (the demonstration listens on loopback only)'),
    '',
    ...pairs({ host, port: String(port), key, TLS: 'no', bundleName, bundleVersion, connectorName }),
    '',
    heading('with these configuration properties; the secret was made for this run and ends with it'),
    '',
    ...pairs(stage.properties),
    '',
    heading('midPoint') + ', import this object, then discover its connectors:',
    '',
    `  <connectorHost xmlns="${CONFIGURATION_NAMESPACE}"`,
    `                 xmlns:t="${TYPES_NAMESPACE}">`,
    '    <name>icf-ts</name>',
    `    <hostname>${host}</hostname>`,
    `    <port>${port}</port>`,
    `    <sharedSecret><t:clearValue>${key}</t:clearValue></sharedSecret>`,
    '  </connectorHost>',
    '',
    heading('Apache Syncope') + ', core.properties, add to the locations that are there:',
    '',
    `  provisioning.connIdLocation=…,connid://${key}@${host}:${port}`,
    '',
    heading('OpenIDM, Wren:IDM') + ', conf/provisioner.openicf.connectorinfoprovider.json:',
    '',
    '  { "remoteConnectorServers": [',
    `    { "name": "icf-ts", "host": "${host}", "port": ${port}, "useSSL": false, "key": "${key}" } ] }`,
    '',
    'Every platform, step by step: docs/connect-a-platform.md',
  ].join('\n');
}

/** Names and values, the values below each other. */
function pairs(values: Readonly<Record<string, string>>): readonly string[] {
  const width = Math.max(...Object.keys(values).map((name) => name.length));
  return Object.entries(values).map(([name, value]) => `  ${name.padEnd(width)} ${value}`);
}
