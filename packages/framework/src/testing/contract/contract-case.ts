import type { OperationName } from '../../common/operations.js';
import { ContractViolation } from './assertions.js';
import { Bench } from './bench.js';
import type { ContractSubject } from './contract-subject.js';

/** One promise of ICF and the way to see that it is kept. */
export interface CaseRow {
  readonly operation: OperationName | 'facade';
  readonly name: string;
  /** The other operations that it takes. */
  readonly needs: readonly OperationName[];
  readonly when?: (subject: ContractSubject) => boolean;
  /** Who has to keep it. */
  readonly keeper: 'connector' | 'framework';
  readonly check: (bench: Bench) => Promise<void>;
}

/** A case for one subject, to be run by any test runner. */
export interface ContractCase {
  readonly name: string;
  readonly operation: string;
  run(): Promise<void>;
}

type Detail = Partial<Pick<CaseRow, 'needs' | 'when' | 'keeper'>>;
type AddCase = (name: string, check: CaseRow['check'], detail?: Detail) => void;

/** Collects the cases of one operation. */
export function casesOf(
  operation: CaseRow['operation'],
  fill: (add: AddCase) => void,
  common: Detail = {},
): readonly CaseRow[] {
  const rows: CaseRow[] = [];
  fill((name, check, detail = {}) => {
    const conditions = [common.when, detail.when].filter((when) => when !== undefined);
    rows.push({
      operation,
      name,
      check,
      keeper: detail.keeper ?? common.keeper ?? 'connector',
      needs: [...(common.needs ?? []), ...(detail.needs ?? [])],
      when: (subject) => conditions.every((when) => when(subject)),
    });
  });
  return rows;
}

export const applies = ({ operation, needs, when }: CaseRow, subject: ContractSubject): boolean =>
  (operation === 'facade' || subject.supports(operation)) &&
  needs.every((name) => subject.supports(name)) &&
  (when?.(subject) ?? true);

export const caseOf = (row: CaseRow, subject: ContractSubject): ContractCase => ({
  name: `${row.operation}: ${row.name}`,
  operation: row.operation,
  run: () => run(row, subject),
});

const DEFAULT_TIMEOUT_MS = 10_000;
const CLOSING_MS = 1_000;

async function run(row: CaseRow, subject: ContractSubject): Promise<void> {
  const limitMs = subject.caseTimeoutMs ?? DEFAULT_TIMEOUT_MS;
  try {
    await within(limitMs, work(row, subject));
  } catch (error) {
    const said = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
    const kind = error instanceof ContractViolation || !(error instanceof Error) ? '' : `${error.name}: `;
    throw new ContractViolation(`${subject.name}: ${kind}${said}. This is a fault of the ${row.keeper}.`, {
      cause: error,
    });
  }
}

async function work(row: CaseRow, subject: ContractSubject): Promise<void> {
  const bench = await Bench.open(subject);
  try {
    await row.check(bench);
  } finally {
    await bench.close();
  }
  await mustBeClosed(subject);
}

/** What ends by a signal ends a little later than the call. */
async function mustBeClosed(subject: ContractSubject): Promise<void> {
  if (!subject.leaks) return;
  const deadline = Date.now() + CLOSING_MS;
  let leaks = subject.leaks();
  while (leaks.length > 0 && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    leaks = subject.leaks();
  }
  if (leaks.length > 0) throw new ContractViolation(`after the call, ${leaks.join(' and ')}`);
}

/** A connector that never answers must not stop the suite. */
async function within(limitMs: number, promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new ContractViolation(`it did not end within ${limitMs} ms`)), limitMs);
  });
  try {
    await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
    promise.catch(() => undefined);
  }
}
