import type { QueryText } from './query-text.js';

/** A field path as written, with the place to blame. */
export interface PathRef {
  readonly path: string;
  readonly offset: number;
}

/** A function with at most one argument: `COUNT()`, `CALENDAR_YEAR(convertTimezone(CreatedDate))`. */
export interface FunctionCall {
  readonly kind: 'function';
  /** In upper case. */
  readonly name: string;
  readonly argument: Expression | null;
  readonly offset: number;
}

export type Expression = ({ readonly kind: 'field' } & PathRef) | FunctionCall;

/** `TYPEOF Owner WHEN User THEN Alias ELSE Name END`. */
export interface TypeofItem {
  readonly kind: 'typeof';
  readonly relationship: PathRef;
  readonly cases: readonly { readonly object: PathRef; readonly fields: readonly PathRef[] }[];
  readonly otherwise: readonly PathRef[];
  readonly offset: number;
}

export type SelectItem =
  | { readonly kind: 'expression'; readonly expression: Expression; readonly alias: PathRef | null }
  | { readonly kind: 'fields'; readonly group: string; readonly offset: number }
  | { readonly kind: 'children'; readonly statement: Statement; readonly offset: number }
  | TypeofItem;

export type Operator =
  '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'NOT IN' | 'INCLUDES' | 'EXCLUDES';

/** A literal as written; strings keep their quotes and escapes, for LIKE reads them otherwise. */
export interface Literal {
  readonly kind: 'string' | 'number' | 'date' | 'datetime' | 'relative-date' | 'boolean' | 'null';
  readonly text: string;
  readonly offset: number;
}

export interface Comparison {
  readonly kind: 'comparison';
  readonly expression: Expression;
  readonly operator: Operator;
  readonly values: readonly Literal[];
  /** `Id IN (SELECT UserId FROM …)`: then `values` is empty. */
  readonly semiJoin: Statement | null;
}

export type Condition =
  | Comparison
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] };

export interface OrderTerm {
  readonly expression: Expression;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

/** A parsed statement, not yet held against the org's objects and fields. */
export interface Statement {
  readonly query: QueryText;
  readonly offset: number;
  readonly object: PathRef;
  /** By the name in lower case: what a path that begins with it means, '' for the object itself. */
  readonly aliases: ReadonlyMap<string, string>;
  readonly select: readonly SelectItem[];
  readonly where: Condition | null;
  readonly groupBy: readonly Expression[];
  readonly having: Condition | null;
  readonly orderBy: readonly OrderTerm[];
  readonly limit: number | null;
  /** OFFSET: rows to leave out. */
  readonly skip: number;
}
