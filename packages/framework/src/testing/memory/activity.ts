/** What is going on at a target, counted so that a test sees what was opened and never closed. */
export class Activity {
  /** Connectors ever initialised and disposed. */
  initialised = 0;
  disposed = 0;
  /** Operations ever begun, by name. */
  readonly begun = new Map<string, number>();
  /** Operations that have begun and not ended. */
  running = 0;
  /** Cursors of searches, syncs and live syncs that are open. */
  openCursors = 0;

  begin(operation: string): void {
    this.begun.set(operation, (this.begun.get(operation) ?? 0) + 1);
    this.running++;
  }
  end(): void {
    this.running--;
  }

  /** What is still open, in words; empty when all is released. */
  leaks(): readonly string[] {
    const connectors = this.initialised - this.disposed;
    return [
      ...(connectors === 0 ? [] : [`${connectors} connectors were initialised and not disposed`]),
      ...(this.running === 0 ? [] : [`${this.running} operations are still running`]),
      ...(this.openCursors === 0 ? [] : [`${this.openCursors} cursors are still open`]),
    ];
  }
}
