import { ConfigurationException } from '../../common/errors/exceptions.js';

/** Makes the error for a place in a file. */
export type FailAt = (offset: number, problem: string) => ConfigurationException;

/** `FILE:LINE:COLUMN: problem`, both counted from 1, columns in UTF-16 units: the form that editors jump to. */
export const failAt =
  (file: string, text: string): FailAt =>
  (offset, problem) => {
    const before = text.slice(0, offset).split('\n');
    const column = before.at(-1)!.length + 1;
    return new ConfigurationException(`${file}:${before.length}:${column}: ${problem}`);
  };

export const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
