import { ROW_NAMES, rowByName, rowOf, rowOfClass } from '../rows/registry.js';
import { isField, isScalar, type Dialect, type FieldKind, type Row, type ScalarKind } from '../rows/row.js';
import { symbolOf } from './symbols.js';

type Get = (value: unknown) => unknown;

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

function planOf(row: Row, dialect: Dialect): WritePlan {
  const symbol = symbolOf(row.name)!;
  if (isScalar(row)) return { symbol, scalar: row.scalar, get: row.get as Get, parts: [] };
  const parts = row.parts.flatMap((part): PartPlan[] => {
    if (!isField(part)) return [{ kind: 'items', symbol: -1, get: part.items as Get }];
    if (part.only && part.only !== dialect) return [];
    return [{ kind: part.kind, symbol: symbolOf(part.name)!, get: part.get as Get }];
  });
  return { symbol, scalar: undefined, get: NOTHING, parts };
}

/** The table as the encoder of one dialect uses it. */
export class WritePlans {
  readonly #byRow: ReadonlyMap<Row, WritePlan>;
  readonly #byClass = new Map<unknown, WritePlan>();

  constructor(dialect: Dialect) {
    const rows = ROW_NAMES.map((name) => rowByName(name)!);
    this.#byRow = new Map(rows.map((row) => [row, planOf(row, dialect)]));
  }

  /** The plan of an object. @throws ProtocolError for one that ICF cannot carry. */
  of(value: object): WritePlan {
    return this.#byClass.get(value.constructor) ?? this.#find(value);
  }

  #find(value: object): WritePlan {
    const row = rowOf(value);
    const plan = this.#byRow.get(row)!;
    // Some classes stand for several rows; only where the class alone decides is it remembered.
    if (rowOfClass(value.constructor) === row) this.#byClass.set(value.constructor, plan);
    return plan;
  }
}
