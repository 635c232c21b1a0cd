import type { QueryText } from './query-text.js';

/** A field path as written, with the place to blame. */
export interface PathRef {
  readonly path: string;
  readonly offset: number;
}

export type SelectItem =
  | ({ readonly kind: 'field' } & PathRef)
  | { readonly kind: 'fields'; readonly group: string; readonly offset: number }
  | {
      readonly kind: 'aggregate';
      readonly name: string;
      readonly argument: PathRef | null;
      readonly alias: string | null;
      readonly offset: number;
    };

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
  readonly field: PathRef;
  readonly operator: Operator;
  readonly values: readonly Literal[];
  /** `Id IN (SELECT UserId FROM …)`: then `values` is empty. */
  readonly semiJoin: Statement | null;
}

export type Condition =
  | Comparison
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] };

export interface OrderTerm extends PathRef {
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

/** A parsed statement, not yet held against the org's objects and fields. */
export interface Statement {
  readonly query: QueryText;
  readonly object: PathRef;
  readonly alias: string | null;
  readonly select: readonly SelectItem[];
  readonly where: Condition | null;
  readonly groupBy: readonly PathRef[];
  readonly orderBy: readonly OrderTerm[];
  readonly limit: number | null;
  readonly offset: number;
}
