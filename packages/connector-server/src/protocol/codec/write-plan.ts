import { ProtocolError } from '../protocol-error.js';
import { rowOf, rowOfClass } from '../rows/registry.js';
import { isField, isScalar, type Dialect, type FieldKind, type Row, type ScalarKind } from '../rows/row.js';
import { symbolOf } from './symbols.js';

type Get = (value: never, dialect: Dialect) => unknown;

/** One step of writing a record. */
export interface PartPlan {
  readonly kind: FieldKind | 'items';
  readonly symbol: number;
  readonly get: Get;
}

/** How a row is written in one dialect, looked up once. Of `scalar` and `parts` one means something. */
export interface WritePlan {
  readonly symbol: number;
  readonly scalar: ScalarKind | undefined;
  readonly get: Get;
  readonly parts: readonly PartPlan[];
}

const NOTHING: Get = () => undefined;

/** The name that a dialect knows a type by. @throws ProtocolError where it has no such type. */
export function nameIn(row: Row, dialect: Dialect): string {
  if (isKnown(row, dialect)) return row.name;
  if (row.elsewhere) return row.elsewhere;
  throw new ProtocolError(
    `${row.name} cannot be sent: the other side's framework belongs to the OpenICF family, which has no such type.`,
  );
}

const isKnown = (part: { readonly only?: Dialect }, dialect: Dialect): boolean =>
  part.only === undefined || part.only === dialect;

function planOf(row: Row, dialect: Dialect): WritePlan {
  const symbol = symbolOf(nameIn(row, dialect))!;
  if (isScalar(row)) return { symbol, scalar: row.scalar, get: row.get, parts: [] };
  const parts = row.parts.flatMap((part): PartPlan[] => {
    if (!isField(part)) return [{ kind: 'items', symbol: -1, get: part.items }];
    if (!isKnown(part, dialect)) return [];
    return [{ kind: part.kind, symbol: symbolOf(part.name)!, get: part.get }];
  });
  return { symbol, scalar: undefined, get: NOTHING, parts };
}

/** The table as the encoder of one dialect uses it. */
export class WritePlans {
  readonly #dialect: Dialect;
  readonly #byRow = new Map<Row, WritePlan>();
  readonly #byClass = new Map<unknown, WritePlan>();

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  /** The plan of an object. @throws ProtocolError for one that ICF, or the dialect, cannot carry. */
  of(value: object): WritePlan {
    return this.#byClass.get(value.constructor) ?? this.#find(value);
  }

  #find(value: object): WritePlan {
    const row = rowOf(value);
    const plan = this.#byRow.get(row) ?? planOf(row, this.#dialect);
    this.#byRow.set(row, plan);
    // Some classes stand for several rows; only where the class alone decides is it remembered.
    if (rowOfClass(value.constructor) === row) this.#byClass.set(value.constructor, plan);
    return plan;
  }
}
