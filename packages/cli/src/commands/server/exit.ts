/** Told the exit code of a command that ran. */
export type Exit = (exitCode: number) => void;
