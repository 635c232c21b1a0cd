import {
  isError,
  problemText,
  readConfiguration,
  type ConfigurationSource,
} from '@icf-ts/connector-server/hosting';
import type { Terminal } from '../terminal/terminal.js';

const PATIENCE_MS = 5_000;
const EVERYWHERE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '[::1]' };

/** Prints what the endpoint says, and returns the exit code. */
export async function serverStatus(source: ConfigurationSource, terminal: Terminal): Promise<number> {
  const { settings, problems } = await readConfiguration(source);
  if (!settings.endpoint) {
    const broken = problems.filter(isError).map(problemText);
    const absent = `${source.file}: endpoint: It is not configured; without it nothing can be asked. Add endpoint.port.`;
    terminal.writeError(`${(broken.length > 0 ? broken : [absent]).join('\n')}\n`);
    return 1;
  }
  const { host = '127.0.0.1', port } = settings.endpoint;
  const url = `http://${EVERYWHERE[host] ?? (host.includes(':') ? `[${host}]` : host)}:${port}/health/ready`;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const about = (await response.text()).trim();
    terminal.write(`${response.ok ? 'ready' : 'not ready'}${about === '' ? '' : `  ${about}`}\n`);
    return response.ok ? 0 : 1;
  } catch (error) {
    const { cause, message } = error as Error;
    terminal.writeError(`${url} cannot be reached: ${cause instanceof Error ? cause.message : message}\n`);
    return 1;
  }
}
