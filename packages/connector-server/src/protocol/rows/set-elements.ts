/** What a Set on the wire holds, for the rows that make something else than a Set of it. */
export class SetElements {
  readonly items: readonly unknown[];
  constructor(items: readonly unknown[]) {
    this.items = items;
  }
}
