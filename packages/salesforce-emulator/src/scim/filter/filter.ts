export type Operator = 'eq' | 'ne' | 'co' | 'sw' | 'gt' | 'ge' | 'lt' | 'le';

export const OPERATORS: readonly Operator[] = ['eq', 'ne', 'co', 'sw', 'gt', 'ge', 'lt', 'le'];

/** A filter as it was written; names are still those of the client. */
export type Filter =
  | { readonly kind: 'logic'; readonly operator: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | {
      readonly kind: 'compare';
      readonly path: string;
      readonly operator: Operator;
      readonly value: Comparand;
    }
  | { readonly kind: 'present'; readonly path: string }
  /** `emails[type eq "work"]` */
  | { readonly kind: 'items'; readonly path: string; readonly filter: Filter };

export type Comparand = string | number | boolean | null;
