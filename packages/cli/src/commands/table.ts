import type { Command } from 'commander';
import type { Terminal } from '../terminal/terminal.js';
import { completionCommand } from './completion/completion.js';
import { demoCommand } from './demo.js';
import { planCommand } from './jobs/plan.js';
import { reconcileCommand } from './jobs/reconcile.js';
import { reportCommand, runsCommand } from './jobs/report.js';
import { identityCommand } from './identity/identity.js';
import { runJobsCommand } from './jobs/run.js';
import { lookupCommand } from './lookup/lookup.js';
import { newCommand } from './new/new.js';
import { connectorsCommand } from './objects/connectors.js';
import { createCommand } from './objects/create.js';
import { deleteCommand } from './objects/delete.js';
import { getCommand } from './objects/get.js';
import { schemaCommand } from './objects/schema.js';
import { searchCommand } from './objects/search.js';
import { syncCommand } from './objects/sync.js';
import { testCommand } from './objects/test.js';
import { updateCommand } from './objects/update.js';
import { orgCommand } from './org.js';
import { salesforceCommand } from './salesforce/salesforce.js';
import type { Exit } from './server/exit.js';
import { serverCommand } from './server/server.js';

/** Makes a command; `exit` takes the exit code of one that ran and ended in something else than 0 without an error. */
type MakeCommand = (terminal: Terminal, exit: Exit, parent: Command) => Command;

/** The one table of commands: the heading in the help, and the commands below it in their order. */
export const COMMANDS: readonly (readonly [heading: string, ...commands: MakeCommand[]])[] = [
  ['To begin with:', demoCommand, orgCommand, newCommand],
  ['A connector:', connectorsCommand, testCommand, schemaCommand, salesforceCommand],
  [
    'Its objects:',
    searchCommand,
    getCommand,
    createCommand,
    updateCommand,
    deleteCommand,
    syncCommand,
    lookupCommand,
  ],
  [
    'The repository:',
    identityCommand,
    planCommand,
    reconcileCommand,
    runJobsCommand,
    runsCommand,
    reportCommand,
  ],
  ['Operation:', serverCommand, completionCommand],
];
