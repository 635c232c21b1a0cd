/** Something that is wrong with a configuration, or soon will be. */
export interface Problem {
  /** A warning keeps no server from starting. */
  readonly severity: 'error' | 'warning';
  readonly file: string;
  /** Counted from 1; absent where no line is at fault. */
  readonly line?: number;
  /** Counted from 1; absent where the file's form does not tell. */
  readonly column?: number;
  /** The property's path, e.g. `clients[0].key`; absent for what concerns the whole file. */
  readonly property?: string;
  /** What is wrong, and what to do. Never holds a secret. */
  readonly message: string;
}

export const isError = ({ severity }: Problem): boolean => severity === 'error';

/** One line: where, what, and what to do. */
export const problemText = ({ file, line, column, property, message }: Problem): string =>
  `${[file, line, column].filter((part) => part !== undefined).join(':')}: ${property === undefined ? '' : `${property}: `}${message}`;

/** In the order of the file; what concerns no line comes last. */
export const inOrder = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity) || 0);

/** Way to a property: names, and indexes of lists. */
export type Path = readonly (string | number)[];

/** As people write it: `clients[0].keys[1]`. */
export const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
