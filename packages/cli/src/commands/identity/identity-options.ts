import type { Command } from 'commander';
import { secretOption } from '../secret-option.js';
import { withConfiguration } from '../objects/connector-options.js';

export const withType = (command: Command): Command =>
  withConfiguration(command).option(
    '-t, --type <type>',
    'type of the identities; by default the only one that jobs are about',
  );

export const withPush = (command: Command): Command =>
  withType(command).option(
    '--no-push',
    'leave it to icf run to send what changes to the systems of live jobs',
  );

export const WHICH = 'the id of an identity, or path=value, by which a job would find it';

/** What a new identity, or the change of one, is made of. */
export const withWriting = (command: Command, document: string): Command =>
  withPush(command)
    .option('-f, --from <file>', `${document}; - is standard input`)
    .addOption(secretOption('PATH'));
