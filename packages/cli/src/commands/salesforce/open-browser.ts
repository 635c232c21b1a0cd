import { spawn } from 'node:child_process';

/** What opens a URL in the user's browser, by platform. */
const OPENERS: Readonly<Record<string, readonly [command: string, ...args: string[]]>> = {
  darwin: ['open'],
  // Not `cmd /c start`, for which the & in a URL begins another command.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
const OTHERS = ['xdg-open'] as const;

/** Tries to show a URL. Where there is no browser nothing happens: the URL is printed as well. */
export function openBrowser(url: string): void {
  const [command, ...args] = OPENERS[process.platform] ?? OTHERS;
  const opener = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  opener.on('error', () => undefined);
  opener.unref();
}
