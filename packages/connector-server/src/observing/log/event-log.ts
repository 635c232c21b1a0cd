import type { Listeners, Told } from '../watch.js';
import { LOG_LINES, type LogLine } from './log-lines.js';
import type { Logger } from './logger.js';
import { Repetitions, type RepetitionOptions } from './repetitions.js';

const byEvent = new Map<keyof Told, [string, LogLine][]>();
for (const [name, line] of Object.entries(LOG_LINES) as unknown as [string, LogLine][]) {
  byEvent.set(line.on, [...(byEvent.get(line.on) ?? []), [name, line]]);
}

/** Writes what is told into a log, by the table of lines. */
export class EventLog {
  readonly #log: Logger;
  readonly #repetitions: Repetitions;

  constructor(log: Logger, options?: RepetitionOptions) {
    this.#log = log;
    this.#repetitions = new Repetitions(options);
  }

  /** To be told of all that the table has lines for. */
  listeners(): Listeners {
    const listen =
      (event: keyof Told) =>
      (...told: unknown[]) =>
        this.tell(event, ...(told as Told[typeof event]));
    return Object.fromEntries([...byEvent.keys()].map((event) => [event, listen(event)]));
  }

  tell<Event extends keyof Told>(event: Event, ...told: Told[Event]): void {
    for (const [name, line] of byEvent.get(event) ?? []) this.#write(name, line, told);
  }

  /** Writes the counts of what was repeated. */
  close(): void {
    this.#repetitions.close();
  }

  #write(name: string, line: LogLine, told: Told[keyof Told]): void {
    const { level, text, when, facts, per } = line as LogLine & Record<string, Ask | undefined>;
    if (!this.#log.isLevelEnabled(level)) return;
    if (when && !(when as Ask)(...told)) return;
    const write = (more?: object): void =>
      this.#log[level]({ event: name, ...(facts as Ask<object>)(...told), ...more }, text);
    if (per) {
      const key = `${name} ${(per as Ask<string>)(...told)}`;
      if (!this.#repetitions.isFirst(key, (repeated) => write({ repeated }))) return;
    }
    write();
  }
}

/** A row's function for whatever event: that row and arguments fit is proven where `tell` is called. */
type Ask<R = unknown> = (...told: readonly unknown[]) => R;
