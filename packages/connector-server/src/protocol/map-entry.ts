/** One entry of a map, which is an object of its own on the wire. */
export class MapEntry {
  readonly key: unknown;
  readonly value: unknown;
  constructor(key: unknown, value: unknown) {
    this.key = key;
    this.value = value;
  }
}
