/** Idle connections to each server, `host:port`, that this process keeps. */
const kept = new Map<string, number>();

/**
 * Leave to keep one more idle connection to a server, over all managers of this process: a stock Java server has ten
 * workers and gives each connection one, whoever in this process opened it.
 * @returns the function that gives the leave back; undefined when `max` are kept already
 */
export function leaveToKeep(server: string, max: number): (() => void) | undefined {
  const count = kept.get(server) ?? 0;
  if (count >= max) return undefined;
  kept.set(server, count + 1);
  let held = true;
  return () => {
    if (!held) return;
    held = false;
    const left = kept.get(server)! - 1;
    if (left === 0) kept.delete(server);
    else kept.set(server, left);
  };
}
