import { TAG } from '#src/protocol/tags.js';
import { DICTIONARY } from './dictionary.js';
import type { Body } from './input.js';
import type { Layout, Span } from './layout.js';
import type { Random } from './random.js';

/** A body on its way through mutations; `layout` is undefined once the outermost object is broken. */
export interface Draft {
  bytes: Buffer;
  layout: Layout | undefined;
  readonly names: number[];
}

type Mutation = (draft: Draft, random: Random, donor: Body) => void;

const LENGTHS = [-1, 0, 1, 2, 4, 70_000, 2 ** 31 - 1, -(2 ** 31), 16 << 20, (16 << 20) + 1];
const INTEGERS = [...LENGTHS, 255, 256, -129, 0x7f800000, 0x7ff00000, -0x80000000];
const TAGS = [...Object.values(TAG), 0, 1, 0x7f, 0xff];
const TEXTS = [
  '',
  ' ',
  '0',
  '-1',
  '-0',
  '00012',
  '9'.repeat(40),
  '9'.repeat(10_001),
  '1e5',
  'NaN',
  'true',
  '__NAME__',
  '__UID__',
  '__proto__',
  '2026-01-02T03:04:05Z',
  '2026-02-30T25:61:00+19:00[Europe/Berlin]',
  'pt_BR_x',
  'de_DE',
  'ADD',
  'DELETE',
  'CREATE_OR_UPDATE',
  'EXACT',
  'OPEN',
  'REQUIRED',
  'String[]',
  '\u{1f600}',
  'ſ',
  'İ',
  'e\u0301',
].map((text) => Buffer.from(text));
/** Bytes that are no UTF-8. */
const BROKEN_TEXTS = [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xf8, 0x88, 0x80, 0x80]].map((bytes) =>
  Buffer.from(bytes),
);

/** Replaces `[from, to)`; with `honest` the lengths of all fields around it stay true. */
function replace(
  draft: Draft,
  from: number,
  to: number,
  by: Uint8Array,
  around: number,
  honest = true,
): void {
  const { bytes, layout } = draft;
  const changed = Buffer.allocUnsafe(bytes.length - (to - from) + by.length);
  bytes.copy(changed, 0, 0, from);
  changed.set(by, from);
  bytes.copy(changed, from + by.length, to);
  if (honest && layout) {
    for (let at = around; at >= 0; at = layout.spans[at]!.parent) {
      const { lengthAt } = layout.spans[at]!;
      changed.writeInt32BE((bytes.readInt32BE(lengthAt) + by.length - (to - from)) | 0, lengthAt);
    }
  }
  draft.bytes = changed;
}

/** A mutation of one field; nothing where there is none. */
const onSpan =
  (mutate: (draft: Draft, span: Span, at: number, random: Random, donor: Body) => void): Mutation =>
  (draft, random, donor) => {
    const spans = draft.layout?.spans;
    if (!spans || spans.length === 0) return;
    const at = random.below(spans.length);
    mutate(draft, spans[at]!, at, random, donor);
  };

const inPlace = (draft: Draft, change: (bytes: Buffer) => void): void => {
  draft.bytes = Buffer.from(draft.bytes);
  change(draft.bytes);
};

const flip: Mutation = (draft, random) =>
  inPlace(draft, (bytes) => {
    if (bytes.length > 0) bytes[random.below(bytes.length)]! ^= 1 << random.below(8);
  });
const setTag: Mutation = (draft, random) =>
  inPlace(draft, (bytes) => {
    if (bytes.length > 0) bytes[random.below(bytes.length)] = random.pick(TAGS);
  });
const setInteger: Mutation = (draft, random) =>
  inPlace(draft, (bytes) => {
    if (bytes.length >= 4) bytes.writeInt32BE(random.pick(INTEGERS), random.below(bytes.length - 3));
  });
const truncate: Mutation = (draft, random) => {
  draft.bytes = draft.bytes.subarray(0, random.below(draft.bytes.length + 1));
};
const removeBytes: Mutation = (draft, random) => {
  const from = random.below(draft.bytes.length + 1);
  replace(draft, from, Math.min(draft.bytes.length, from + 1 + random.below(24)), Buffer.alloc(0), -1);
};
const insertBytes: Mutation = (draft, random) => {
  const junk = Buffer.from(Array.from({ length: 1 + random.below(12) }, () => random.below(256)));
  const at = random.below(draft.bytes.length + 1);
  replace(draft, at, at, junk, -1);
};

const length = onSpan((draft, span, _at, random) =>
  inPlace(draft, (bytes) => {
    const true_ = span.end - span.start;
    const lie = random.oneIn(2) ? random.pick(LENGTHS) : true_ + random.below(9) - 4;
    bytes.writeInt32BE(lie | 0, span.lengthAt);
  }),
);
/** The length inside a scalar's content, which is a length of its own. */
const innerLength = onSpan((draft, span, _at, random) => {
  if (span.isObject || span.end - span.start < 4) return;
  inPlace(draft, (bytes) => bytes.writeInt32BE(random.pick(LENGTHS), span.start));
});
const drop = onSpan((draft, span) => replace(draft, span.at, span.end, Buffer.alloc(0), span.parent));
const duplicate = onSpan((draft, span, _at, random) => {
  const copies = random.oneIn(20) ? 60 : 1 + random.below(3);
  const field = draft.bytes.subarray(span.at, span.end);
  replace(draft, span.at, span.at, Buffer.concat(Array.from({ length: copies }, () => field)), span.parent);
});
const swap = onSpan((draft, span, at, random) => {
  const { layout, bytes } = draft;
  const others = layout!.spans.filter(({ parent }) => parent === span.parent);
  const other = random.pick(others);
  const [first, second] = span.at < other.at ? [span, other] : [other, span];
  if (first === second) return;
  const swapped = Buffer.concat([
    bytes.subarray(second.at, second.end),
    bytes.subarray(first.end, second.at),
    bytes.subarray(first.at, first.end),
  ]);
  replace(draft, first.at, second.end, swapped, layout!.spans[at]!.parent);
});
const text = onSpan((draft, span, at, random) => {
  if (span.isObject) return;
  const value = random.oneIn(6) ? random.pick(BROKEN_TEXTS) : random.pick(TEXTS);
  const size = Buffer.alloc(4);
  size.writeInt32BE(value.length);
  replace(draft, span.start, span.end, Buffer.concat([size, value]), at);
});
const scalarBytes = onSpan((draft, span, _at, random) => {
  if (span.isObject || span.start === span.end) return;
  inPlace(draft, (bytes) => {
    bytes[span.start + random.below(span.end - span.start)] = random.below(256);
  });
});
const NULL = Buffer.from([TAG.NULL, TAG.END]);
const makeNull = onSpan((draft, span, at) => replace(draft, span.start, span.end, NULL, at));
const empty = onSpan((draft, span, at) => replace(draft, span.start, span.end, Buffer.alloc(0), at));
const makeAnonymous = onSpan((draft, span) => {
  if (draft.bytes[span.at] !== TAG.NAMED) return;
  replace(draft, span.at, span.lengthAt, Buffer.from([TAG.ANONYMOUS]), span.parent);
});
/** The content of a field becomes the outermost object of another input, or one of its fields. */
const splice = onSpan((draft, span, at, random, donor) => {
  const objects = donor.layout.spans.filter(({ isObject }) => isObject);
  const piece =
    objects.length === 0 || random.oneIn(3)
      ? donor.bytes
      : ((part) => donor.bytes.subarray(part.start, part.end))(random.pick(objects));
  draft.names.push(...donor.names);
  replace(draft, span.start, span.end, piece, at);
});
const addField = onSpan((draft, span, _at, random, donor) => {
  if (donor.layout.spans.length === 0) return;
  const field = random.pick(donor.layout.spans);
  draft.names.push(...donor.names);
  replace(draft, span.at, span.at, donor.bytes.subarray(field.at, field.end), span.parent);
});
/** A field's content becomes the whole object again, a number of times. */
const nest = onSpan((draft, span, at, random) => {
  if (!span.isObject) return;
  const levels = random.oneIn(10) ? 12 : 1 + random.below(3);
  let content: Buffer = draft.bytes.subarray(span.start, span.end);
  for (let level = 0; level < levels && content.length < 8000; level++) {
    const whole: Draft = { ...draft };
    replace(whole, span.start, span.end, content, at);
    content = whole.bytes;
  }
  replace(draft, span.start, span.end, content, at);
});
const changeType: Mutation = (draft, random) => {
  const places = draft.layout?.typeIds;
  if (!places || places.length === 0) return;
  const id = random.oneIn(8) ? random.below(DICTIONARY.names.length) : random.pick(DICTIONARY.types);
  draft.names.push(id);
  inPlace(draft, (bytes) => bytes.writeInt32BE(id, random.pick(places)));
};
const changeName: Mutation = (draft, random) => {
  const places = draft.layout?.nameIds;
  if (!places || places.length === 0) return;
  const id = random.oneIn(3) ? random.below(DICTIONARY.names.length) : random.pick(draft.names);
  draft.names.push(id);
  inPlace(draft, (bytes) => bytes.writeInt32BE(id, random.pick(places)));
};
const makeArray: Mutation = (draft, random) => {
  const places = draft.layout?.typeIds;
  if (!places || places.length === 0) return;
  const at = random.pick(places) - 1;
  const around = draft.layout!.spans.findLastIndex(({ start, end }) => start <= at && at < end);
  replace(draft, at, at, Buffer.alloc(1 + (random.oneIn(5) ? random.below(20) : 0), TAG.ARRAY), around);
};

/** What can be done to a body; the more often it stands here, the more often it is done. */
const MUTATIONS: readonly Mutation[] = [
  flip,
  flip,
  setTag,
  setInteger,
  truncate,
  removeBytes,
  insertBytes,
  length,
  length,
  innerLength,
  drop,
  drop,
  duplicate,
  swap,
  text,
  text,
  text,
  scalarBytes,
  scalarBytes,
  makeNull,
  empty,
  makeAnonymous,
  splice,
  splice,
  splice,
  splice,
  addField,
  addField,
  nest,
  changeType,
  changeType,
  changeName,
  changeName,
  makeArray,
];

export const mutate = (draft: Draft, random: Random, donor: Body): void =>
  random.pick(MUTATIONS)(draft, random, donor);
