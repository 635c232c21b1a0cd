import type { Terminal } from './terminal.js';

/** Tells warnings of connectors as a line of their own: how Node traces warnings is nothing to the user of a command. */
export function showWarnings(terminal: Pick<Terminal, 'writeError'>): void {
  const others = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (warning.name === 'IcfWarning') terminal.writeError(`warning: ${warning.message}\n`);
    else for (const tell of others) tell(warning);
  });
}
