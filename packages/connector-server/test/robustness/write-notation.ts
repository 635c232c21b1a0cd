import { GuardedByteArray, GuardedString } from '@icf-ts/framework';
import { encryptBytes, encryptString } from '#src/protocol/guarded.js';
import { rowByName } from '#src/protocol/rows/registry.js';
import { isField, isScalar, type FieldKind, type ScalarKind } from '#src/protocol/rows/row.js';
import { NULL, anonymous, byte, int32, join, sized, text, type RawMessage } from './raw-bytes.js';

/** A value in the notation of the fixtures' index (see ../protocol/notation.ts). */
export interface Notation {
  readonly t: string;
  readonly f?: Readonly<Record<string, unknown>>;
  readonly items?: readonly (Notation | null)[];
  readonly entries?: readonly (readonly [Notation | null, Notation | null])[];
  readonly v?: unknown;
  readonly caseInsensitive?: boolean;
  readonly component?: string;
  readonly hex?: string;
  readonly clear?: string;
  readonly clearHex?: string;
}

/** Writes what the notation says, field by field, whether or not the type allows it; what is not in `f` is left out. */
export function writeNotation(raw: RawMessage, value: Notation | null): Buffer {
  if (value === null) return NULL;
  const items = (value.items ?? []).map((item) => anonymous(writeNotation(raw, item)));
  const flag = value.caseInsensitive ? [raw.named('caseInsensitive', byte(1))] : [];
  switch (value.t) {
    case 'Array':
      return join(raw.classRef(`${value.component!}[]`), ...items, byte(72));
    case 'Map': {
      const entries = value.entries!.map(([key, entry]) =>
        anonymous(
          raw.object('MapEntry', anonymous(writeNotation(raw, key)), anonymous(writeNotation(raw, entry))),
        ),
      );
      return raw.object('Map', ...flag, ...entries);
    }
    case 'GuardedString':
      return raw.object(value.t, anonymous(sized(encryptString(new GuardedString(value.clear!)))));
    case 'GuardedByteArray': {
      const clear = new GuardedByteArray(Buffer.from(value.clearHex!, 'hex'));
      return raw.object(value.t, anonymous(sized(encryptBytes(clear))));
    }
    case 'ByteArray':
      return raw.object(value.t, anonymous(sized(Buffer.from(value.hex!, 'hex'))));
    default:
      return record(raw, value, [...flag, ...items]);
  }
}

function record(raw: RawMessage, value: Notation, items: readonly Buffer[]): Buffer {
  const row = rowByName(value.t);
  if (!row) return raw.object(value.t, ...items);
  if (isScalar(row)) return raw.object(value.t, anonymous(content(raw, row.scalar, value.v)));
  const fields = row.parts.filter(isField).flatMap(({ name, kind }) => {
    const found = value.f?.[name];
    return found === undefined ? [] : [raw.named(name, content(raw, kind, found))];
  });
  return raw.object(value.t, ...fields, ...items);
}

function content(raw: RawMessage, kind: FieldKind | ScalarKind, value: unknown): Buffer {
  switch (kind) {
    case 'object':
      return writeNotation(raw, value as Notation | null);
    case 'flag':
    case 'boolean':
      return byte(value ? 1 : 0);
    case 'byte':
      return byte(Number(value) & 0xff);
    case 'int':
      return int32(Number(value));
    case 'long': {
      const bytes = Buffer.alloc(8);
      bytes.writeBigInt64BE(BigInt(value as string));
      return bytes;
    }
    case 'float':
    case 'double': {
      const bytes = Buffer.alloc(8);
      bytes.writeDoubleBE(Number(value));
      return bytes;
    }
    case 'class':
      return value === null ? byte(60) : raw.classRef(value as string);
    default:
      return text(String(value));
  }
}

/** Every record within the value, with a function that puts another in its place. */
export function* records(
  value: Notation | null,
  put: (other: Notation | null) => Notation | null = (other) => other,
): Generator<readonly [Notation, (other: Notation | null) => Notation | null]> {
  if (value === null) return;
  if (value.f) yield [value, put];
  for (const [name, field] of Object.entries(value.f ?? {})) {
    if (typeof field !== 'object' || field === null) continue;
    yield* records(field as Notation, (other) => put({ ...value, f: { ...value.f, [name]: other } }));
  }
  for (const [at, item] of (value.items ?? []).entries()) {
    yield* records(item, (other) => put({ ...value, items: value.items!.with(at, other) }));
  }
  for (const [at, [key, entry]] of (value.entries ?? []).entries()) {
    yield* records(entry, (other) => put({ ...value, entries: value.entries!.with(at, [key, other]) }));
  }
}
