/** A constant that travels as an object of a type of its own; in the domain it is a plain text. */
export class EnumValue {
  readonly type: string;
  readonly value: string;
  constructor(type: string, value: string) {
    this.type = type;
    this.value = value;
  }
}
