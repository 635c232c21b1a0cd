import { resolve } from 'node:path';
import { InvalidArgumentError, Option, type Command } from 'commander';
import type { ConfigurationSource } from '@icf-ts/connector-server/hosting';
import { CONFIGURATION_FILE } from '../../server/places.js';

export interface SourceOptions {
  readonly config: string;
  readonly properties?: string;
  readonly define: Readonly<Record<string, string>>;
}

/** Adds the options that say where the configuration stands. */
export const withSource = (command: Command): Command =>
  command
    .option('-c, --config <file>', 'the configuration', CONFIGURATION_FILE)
    .addOption(
      new Option(
        '--properties <file>',
        "a Java connector server's connectorserver.properties instead; its relative paths count from here",
      ).conflicts('config'),
    )
    .addOption(
      new Option(
        '-D, --define <name=value>',
        "a JVM system property, e.g. -Djavax.net.ssl.keyStore=server.p12, as on the Java server's command line",
      )
        .argParser(definition)
        .default({}, 'none'),
    );

export const sourceOf = ({ config, properties, define }: SourceOptions): ConfigurationSource =>
  properties === undefined
    ? { file: resolve(config), format: 'yaml' }
    : { file: resolve(properties), format: 'java', system: define };

function definition(
  text: string,
  former: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Write -Dname=value.');
  return { ...former, [text.slice(0, at)]: text.slice(at + 1) };
}
