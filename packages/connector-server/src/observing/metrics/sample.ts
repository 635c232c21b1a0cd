/** A value, and those of the labels in the row's order. */
export type Sample = readonly [value: number, ...labels: string[]];
