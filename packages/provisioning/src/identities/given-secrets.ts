import type { IdentityMapping, Secrets } from '../mapping/identity-mapping.js';
import type { Identity } from '../repository/identity.js';

/** What a push made of a secret: it was written, or the map's condition kept it back, or the push failed. */
export type SecretFate = 'sent' | 'left out' | { readonly refused: string };

/** The job of a push, as far as secrets are concerned. */
export interface SecretTaker {
  readonly name: string;
  readonly identityType: string;
  readonly mapping: Pick<IdentityMapping, 'secrets'>;
}

/** A secret that has not arrived, or not everywhere, and is not kept. */
export interface UnsentSecret {
  readonly identity: string;
  readonly path: string;
  /** Why, by the names of jobs; empty where no job took it. */
  readonly reasons: ReadonlyMap<string, string>;
}

interface Given {
  readonly type: string;
  readonly secrets: Secrets;
  /** By path, and then by the name of the job. */
  readonly fates: Map<string, Map<string, SecretFate>>;
}

/**
 * Secrets that were written with identities. The repository never has them: they live in this object alone, until the
 * pushes that follow have taken them. Afterwards it tells which have not arrived.
 */
export class GivenSecrets {
  readonly #given = new Map<string, Given>();

  /** Those of a later write take the place of earlier ones. */
  give({ id, type }: Pick<Identity, 'id' | 'type'>, secrets: Secrets): void {
    if (secrets.size === 0) return;
    const before = this.#given.get(id);
    const fates = new Map(before?.fates);
    for (const path of secrets.keys()) fates.delete(path);
    this.#given.set(id, { type, secrets: new Map([...(before?.secrets ?? []), ...secrets]), fates });
  }

  /** Identities with secrets that a job takes and has not dealt with. */
  openFor(job: SecretTaker): readonly string[] {
    return [...this.#given.keys()].filter((id) => this.of(id, job).size > 0);
  }

  /** Those of one identity that a job takes and has not dealt with. */
  of(identity: string, { name, identityType, mapping }: SecretTaker): Secrets {
    const given = this.#given.get(identity);
    if (given?.type !== identityType) return new Map();
    return new Map(
      mapping.secrets.flatMap(({ path: { text } }) => {
        const secret = given.secrets.get(text);
        return secret && !given.fates.get(text)?.has(name) ? [[text, secret] as const] : [];
      }),
    );
  }

  settle(identity: string, path: string, { name }: SecretTaker, fate: SecretFate): void {
    const fates = this.#given.get(identity)?.fates;
    fates?.set(path, new Map([...(fates.get(path) ?? []), [name, fate]]));
  }

  /** Whatever a job has not dealt with: it will not do so any more. */
  miss(job: SecretTaker, reason: string): void {
    for (const id of this.openFor(job))
      for (const path of this.of(id, job).keys()) this.settle(id, path, job, { refused: reason });
  }

  /** Those that some job was refused, or that none has sent. */
  unsent(): readonly UnsentSecret[] {
    return [...this.#given].flatMap(([identity, { secrets, fates }]) =>
      [...secrets.keys()].flatMap((path) => {
        const all = [...(fates.get(path) ?? [])];
        const reasons = new Map(
          all.flatMap(([job, fate]) => (typeof fate === 'string' ? [] : [[job, fate.refused] as const])),
        );
        const hasArrived = reasons.size === 0 && all.some(([, fate]) => fate === 'sent');
        return hasArrived ? [] : [{ identity, path, reasons }];
      }),
    );
  }
}
