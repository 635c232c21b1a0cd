import { tryStream } from './wire.js';

const MAX_FILES = 500;
const MAX_BYTES = 1 << 20;
/** What one run may add: room is left for later ones. */
const MAX_ADDED = 400;

/**
 * The inputs that together show every feature which the corpus does not, as few as greed finds, while there is room in
 * the corpus.
 */
export function selected(found: readonly Buffer[], corpus: readonly { readonly bytes: Buffer }[]): Buffer[] {
  const known = new Set(corpus.flatMap(({ bytes }) => featuresOf(bytes)));
  let files = corpus.length;
  let size = corpus.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let candidates = found.map((bytes) => ({
    bytes,
    fresh: featuresOf(bytes).filter((one) => !known.has(one)),
  }));
  const chosen: Buffer[] = [];
  for (;;) {
    candidates = candidates
      .map(({ bytes, fresh }) => ({ bytes, fresh: fresh.filter((one) => !known.has(one)) }))
      .filter(({ bytes, fresh }) => fresh.length > 0 && size + bytes.length <= MAX_BYTES);
    const best = candidates.reduce<Candidate | undefined>(better, undefined);
    if (!best || files === MAX_FILES || chosen.length === MAX_ADDED) return chosen;
    chosen.push(best.bytes);
    for (const feature of best.fresh) known.add(feature);
    files++;
    size += best.bytes.length;
  }
}

interface Candidate {
  readonly bytes: Buffer;
  readonly fresh: readonly string[];
}

/** More that is new; with as much, the shorter. */
const better = (best: Candidate | undefined, one: Candidate): Candidate =>
  !best || (one.fresh.length - best.fresh.length || best.bytes.length - one.bytes.length) > 0 ? one : best;

function featuresOf(bytes: Buffer): readonly string[] {
  try {
    return [...new Set(tryStream(bytes).features)];
  } catch {
    // A finding: reported when it was found.
    return [];
  }
}
