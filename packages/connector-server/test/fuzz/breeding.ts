import { GuardedString, Locale } from '@icf-ts/framework';
import { ClientBytes } from '../robustness/requests.js';
import { layoutOf } from './layout.js';
import { DICTIONARY } from './dictionary.js';
import { StreamWriter, bodiesOf, textOf, typeOf, type Body, type Declared } from './input.js';
import { mutate, type Draft } from './mutations.js';
import type { Random } from './random.js';

const MAX_BODY_BYTES = 12_000;
const JUNK = [Buffer.from([0xff, 0xfe]), Buffer.alloc(1025, 'x'), Buffer.alloc(0)];

interface Client {
  readonly locale: Body;
  readonly key: Body;
  readonly requests: readonly Body[];
}

function clientOf(seeds: readonly Body[]): Client {
  const [locale, key] = bodiesOf(new ClientBytes().of(Locale.ROOT, new GuardedString('changeit')));
  const requests = ['OperationRequest', 'HelloRequest', 'EchoMessage'];
  return {
    locale: locale!,
    key: key!,
    requests: seeds.filter((body) => requests.includes(typeOf(body) ?? '')),
  };
}

/** Makes streams out of bodies: one to three messages, each mutated, and now and then their constants too. */
export class Breeding {
  readonly #random: Random;
  readonly #writer = new StreamWriter();
  #client: Client | undefined;

  constructor(random: Random) {
    this.#random = random;
  }

  child(parent: Body, donors: readonly Body[]): Buffer {
    const random = this.#random;
    const writer = this.#writer;
    const messages = random.oneIn(8) ? 2 + random.below(2) : 1;
    const declared = new Set<number>();
    writer.preamble();
    for (let left = messages; left > 0; left--) {
      const draft = this.#mutated(left === messages ? parent : random.pick(donors), donors);
      const fresh = [...new Set(draft.names)].filter((id) => !declared.has(id));
      for (const id of fresh) declared.add(id);
      const constants = fresh.map((id) => ({ id, text: textOf(id) }));
      if (random.oneIn(10)) this.#spoilt(constants);
      const count = random.oneIn(200) ? random.pick([-1, 0, 5000, constants.length + 1]) : constants.length;
      writer.message(constants, draft.bytes, count);
    }
    const stream = writer.take();
    if (random.oneIn(60)) return stream.subarray(0, random.below(stream.length + 1));
    if (random.oneIn(100)) stream[random.below(stream.length)]! ^= 1 << random.below(8);
    return stream;
  }

  /** What a client sends: locale, key, a request, and what may follow; of these one or two are mutated. */
  session(donors: readonly Body[]): Buffer {
    const random = this.#random;
    const spoilt = random.below(5);
    const writer = this.#writer;
    const client = (this.#client ??= clientOf(donors));
    const declared = new Set<number>();
    writer.preamble();
    const parts = [client.locale, client.key, random.pick(client.requests), random.pick(donors)];
    for (const [at, body] of parts.entries()) {
      const mutates = at === spoilt || at === 2;
      const draft = mutates ? this.#mutated(body, donors) : { bytes: body.bytes, names: body.names };
      const fresh = [...new Set(draft.names)].filter((id) => !declared.has(id));
      for (const id of fresh) declared.add(id);
      writer.message(
        fresh.map((id) => ({ id, text: textOf(id) })),
        draft.bytes,
      );
    }
    return writer.take();
  }

  #mutated(body: Body, donors: readonly Body[]): Draft {
    const random = this.#random;
    const draft: Draft = { bytes: body.bytes, layout: body.layout, names: [...body.names] };
    for (let left = random.oneIn(3) ? 1 + random.below(4) : 1; left > 0; left--) {
      mutate(draft, random, random.pick(donors));
      if (draft.bytes.length > MAX_BODY_BYTES) break;
      if (left > 1) this.#lookAgain(draft);
    }
    return draft;
  }

  #lookAgain(draft: Draft): void {
    draft.layout = layoutOf(draft.bytes);
  }

  /** A constant more, fewer, twice, or under another name. */
  #spoilt(constants: Declared[]): void {
    const random = this.#random;
    if (constants.length === 0) return;
    const at = random.below(constants.length);
    const { id } = constants[at]!;
    const name = (): Buffer => textOf(random.below(DICTIONARY.names.length));
    switch (random.below(5)) {
      case 0:
        constants.splice(at, 1);
        break;
      case 1:
        constants[at] = { id, text: name() };
        break;
      case 2:
        constants.push({ id, text: name() });
        break;
      case 3:
        constants[at] = { id, text: random.pick(JUNK) };
        break;
      default:
        constants.push({ id: random.pick([-1, 2 ** 31 - 1, -(2 ** 31)]), text: name() });
    }
  }
}
