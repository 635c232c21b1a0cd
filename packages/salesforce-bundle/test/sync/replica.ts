import type { ConnectorFacade, ConnectorObject, ObjectClass, SyncDelta, SyncToken } from '@icf-ts/framework';

/** A copy of an object class that only deltas change. */
export class Replica {
  readonly objects = new Map<string, string>();
  readonly #facade: ConnectorFacade;
  readonly #type: ObjectClass;
  readonly #attributes: readonly string[];
  token: SyncToken | null = null;

  constructor(facade: ConnectorFacade, type: ObjectClass, attributes: readonly string[]) {
    this.#facade = facade;
    this.#type = type;
    this.#attributes = attributes;
  }

  /**
   * Takes the changes in; leaves after some of them where told to, and goes on from there next time.
   * @returns the deltas.
   */
  async follow(limit = Infinity, meanwhile?: () => Promise<unknown>): Promise<SyncDelta[]> {
    const deltas: SyncDelta[] = [];
    const stream = this.#facade.sync(this.#type, this.token, { attributesToGet: [...this.#attributes] });
    if (limit === 0) return deltas;
    for await (const delta of stream) {
      this.#take(delta);
      if (deltas.push(delta) === 1) await meanwhile?.();
      if (deltas.length >= limit) {
        this.token = delta.token;
        return deltas;
      }
    }
    this.token = stream.result!;
    return deltas;
  }

  /** What a listing finds now, in the form of {@link objects}. */
  async listing(): Promise<Map<string, string>> {
    const found = await this.#facade
      .search(this.#type, null, { attributesToGet: [...this.#attributes] })
      .toArray();
    return new Map(found.map((object) => [object.uid.value, text(object)]));
  }

  #take({ type, uid, object }: SyncDelta): void {
    if (type === 'DELETE') this.objects.delete(uid.value);
    else this.objects.set(uid.value, text(object!));
  }
}

/** The attributes of an object, values of many in no order. */
function text({ attributes }: ConnectorObject): string {
  const entries = [...attributes].map(({ name, values }) => [
    name,
    (values ?? []).map((value) => JSON.stringify(value)).sort(),
  ]);
  return JSON.stringify(Object.fromEntries(entries.sort(([a], [b]) => (a! < b! ? -1 : 1))));
}
