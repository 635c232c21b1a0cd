/** One row of a query's answer. */
export type SalesforceRecord = Readonly<Record<string, unknown>>;

/** An answer of /query. */
export interface QueryPage {
  readonly totalSize: number;
  readonly done: boolean;
  readonly nextRecordsUrl?: string;
  readonly records: readonly SalesforceRecord[];
}

export const queryPath = (soql: string): string => `/query?q=${encodeURIComponent(soql)}`;

/** How many rows an answer is to have. Salesforce takes it as a wish. */
export const batchHeaders = (batchSize: number): Readonly<Record<string, string>> => ({
  'sforce-query-options': `batchSize=${batchSize}`,
});
