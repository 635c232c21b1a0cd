import { isBlank, type AttributeValue } from './attribute.js';
import { IllegalArgumentException } from './errors/exceptions.js';
import { sameName } from './values/case-insensitive.js';

type Values = readonly AttributeValue[] | null;

/** What happens to the values of one attribute: either a replacement, or additions and removals. */
export interface DeltaValues {
  readonly add?: Values;
  readonly remove?: Values;
  readonly replace?: Values;
}

/**
 * The change of one attribute. Null means "this part was not asked for"; an empty replacement removes all values.
 * @throws IllegalArgumentException when a replacement comes with additions or removals, or for a blank name.
 */
export class AttributeDelta {
  readonly name: string;
  readonly valuesToAdd: Values;
  readonly valuesToRemove: Values;
  readonly valuesToReplace: Values;

  constructor(name: string, values: DeltaValues) {
    if (isBlank(name))
      throw new IllegalArgumentException('The name of an attribute delta must not be blank.');
    const { add = null, remove = null, replace = null } = values;
    if (replace !== null && (add !== null || remove !== null)) {
      throw new IllegalArgumentException(
        `The delta of '${name}' both replaces all values and adds or removes some. Use one or the other.`,
      );
    }
    this.name = name;
    this.valuesToAdd = add;
    this.valuesToRemove = remove;
    this.valuesToReplace = replace;
  }

  is(name: string): boolean {
    return sameName(this.name, name);
  }
}
