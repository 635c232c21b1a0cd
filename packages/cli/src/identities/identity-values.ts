import { IdentityPath, type JsonObject, type JsonValue } from '@icf-ts/provisioning';
import { CliProblem } from '../problems/cli-problem.js';

const FORM = /^([^=]+?)(:=|=)([^]*)$/;

/** What one argument puts where. */
export interface IdentityValue {
  readonly path: IdentityPath;
  readonly value: JsonValue;
}

/** Reads `path=text` and `path:=JSON`, such as `name.givenName=Ada`. @throws CliProblem naming the argument */
export const identityValues = (texts: readonly string[]): readonly IdentityValue[] =>
  texts.map((text) => {
    const [, path, sign, value] = FORM.exec(text) ?? [];
    if (path === undefined)
      throw new CliProblem('usage', `'${text}' is no assignment. Write path=value or path:=JSON.`);
    return { path: pathOf(path), value: sign === '=' ? value! : jsonOf(path, value!) };
  });

/** Which of the paths the values put something at. */
export const pathsWithin = (
  values: readonly IdentityValue[],
  paths: readonly IdentityPath[],
): readonly IdentityPath[] => {
  const written = withValues({}, values);
  return paths.filter((path) => path.read(written) !== undefined);
};

export const withValues = (identity: JsonObject, values: readonly IdentityValue[]): JsonObject =>
  values.reduce((written, { path, value }) => path.write(written, value), identity);

/** @throws CliProblem */
export function pathOf(text: string): IdentityPath {
  try {
    return IdentityPath.parse(text);
  } catch (cause) {
    throw new CliProblem('usage', `${(cause as Error).message}.`, { cause });
  }
}

function jsonOf(path: string, text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // The parser would quote the text, and it may be a secret.
    throw new CliProblem('usage', `What follows ${path}:= is not JSON.`);
  }
}
