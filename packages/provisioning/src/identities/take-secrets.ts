import { GuardedString } from '@icf-ts/framework';
import type { Secrets } from '../mapping/identity-mapping.js';
import type { IdentityPath } from '../mapping/identity-path.js';
import { isNone } from '../mapping/map-rules.js';
import type { JsonObject } from '../repository/identity.js';
import { IdentityError } from './identity-error.js';

/** An identity as the repository may have it, and what was taken out of it. */
export interface Taken {
  readonly attributes: JsonObject;
  readonly secrets: Secrets;
}

/**
 * `isTaken` says whether there is somebody to have them.
 * @throws IdentityError for a secret that is no text, or that nobody takes; its value is not quoted.
 */
export function takeSecrets(written: JsonObject, paths: readonly IdentityPath[], isTaken: boolean): Taken {
  const secrets = new Map<string, GuardedString>();
  for (const path of paths) {
    const value = path.read(written);
    if (isNone(value)) continue;
    if (typeof value !== 'string' && typeof value !== 'number')
      throw new IdentityError('bad-secret', `The secret at ${path.text} must be a text.`);
    if (!isTaken)
      throw new IdentityError(
        'secret',
        `There is a secret at ${path.text}, which the repository does not keep. Write with \`secrets\`, and give them to the push that follows.`,
      );
    secrets.set(path.text, new GuardedString(String(value)));
  }
  return { attributes: withoutSecrets(written, paths), secrets };
}

export const withoutSecrets = (identity: JsonObject, paths: readonly IdentityPath[]): JsonObject =>
  paths.reduce((left, path) => path.without(left), identity);
