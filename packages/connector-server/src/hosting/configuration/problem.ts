/** Something that is wrong with a server's configuration, or soon will be. */
export interface Problem {
  /** A warning keeps no server from starting. */
  readonly severity: 'error' | 'warning';
  /** The file, with the line where that is known: `connector-server.yaml:12`. */
  readonly where: string;
  /** The property's path, e.g. `clients[0].key`; absent for what concerns the whole file. */
  readonly property?: string;
  /** What is wrong, and what to do. Never holds a secret. */
  readonly message: string;
}

export const isError = ({ severity }: Problem): boolean => severity === 'error';

/** One line: where, what, and what to do. */
export const problemText = ({ where, property, message }: Problem): string =>
  `${where}: ${property === undefined ? '' : `${property}: `}${message}`;

/** Way to a property: names, and indexes of lists. */
export type Path = readonly (string | number)[];

/** As people write it: `clients[0].keys[1]`. */
export const pathText = (path: Path): string =>
  path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  );
