import { isBlank } from './attribute.js';
import { IllegalArgumentException } from './errors/exceptions.js';

export const COUNT_POLICIES = ['NONE', 'ESTIMATE', 'EXACT'] as const;
export type CountPolicy = (typeof COUNT_POLICIES)[number];

/** What a search says when it ends. Counts are −1 where the target does not tell. */
export class SearchResult {
  /** Where the next page starts; null after the last page. */
  readonly pagedResultsCookie: string | null;
  readonly remainingPagedResults: number;
  /** Known to the OpenICF fork only. */
  readonly totalPagedResults: number;
  readonly countPolicy: CountPolicy;

  constructor(
    detail: {
      readonly pagedResultsCookie?: string | null;
      readonly remainingPagedResults?: number;
      readonly totalPagedResults?: number;
      readonly countPolicy?: CountPolicy;
    } = {},
  ) {
    this.pagedResultsCookie = detail.pagedResultsCookie ?? null;
    this.remainingPagedResults = detail.remainingPagedResults ?? -1;
    this.totalPagedResults = detail.totalPagedResults ?? -1;
    this.countPolicy = detail.countPolicy ?? 'NONE';
  }
}

/** One key of a sort order. */
export class SortKey {
  readonly field: string;
  readonly isAscending: boolean;

  constructor(field: string, isAscending = true) {
    if (isBlank(field)) throw new IllegalArgumentException('The field of a sort key must not be blank.');
    this.field = field;
    this.isAscending = isAscending;
  }
}
