export const VALUE_LIST_OPENNESS = ['CLOSED', 'OPEN'] as const;
/** CLOSED: only the listed values are allowed. OPEN: others may be given. */
export type ValueListOpenness = (typeof VALUE_LIST_OPENNESS)[number];

/** Values that discovery proposes for a configuration property. */
export class SuggestedValues {
  readonly values: readonly unknown[];
  readonly openness: ValueListOpenness | null;

  constructor(values: readonly unknown[], openness: ValueListOpenness | null = 'CLOSED') {
    this.values = values;
    this.openness = openness;
  }
}
