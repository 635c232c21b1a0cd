import { isBlank } from '../attribute.js';
import { IllegalArgumentException } from '../errors/exceptions.js';
import { Name } from '../name.js';
import { sameName } from '../values/case-insensitive.js';
import type { AttributeInfo } from './attribute-info.js';

export interface ObjectClassFlags {
  readonly container?: boolean;
  readonly auxiliary?: boolean;
  readonly embedded?: boolean;
}

/** An object class and its attributes, `__NAME__` among them. */
export class ObjectClassInfo {
  readonly type: string;
  readonly attributeInfos: readonly AttributeInfo[];
  readonly container: boolean;
  readonly auxiliary: boolean;
  readonly embedded: boolean;

  constructor(type: string, attributeInfos: Iterable<AttributeInfo>, flags: ObjectClassFlags = {}) {
    if (isBlank(type)) throw new IllegalArgumentException('The name of an object class must not be blank.');
    this.type = type;
    this.attributeInfos = [...attributeInfos];
    this.container = flags.container ?? false;
    this.auxiliary = flags.auxiliary ?? false;
    this.embedded = flags.embedded ?? false;
    if (!this.attribute(Name.NAME)) {
      throw new IllegalArgumentException(
        `Object class '${type}' does not declare ${Name.NAME}, which every class must.`,
      );
    }
  }

  attribute(name: string): AttributeInfo | undefined {
    return this.attributeInfos.find((info) => sameName(info.name, name));
  }
}

/** An option that operations take. `type` is an ICF type name. */
export class OperationOptionInfo {
  readonly name: string;
  readonly type: string;
  constructor(name: string, type: string) {
    this.name = name;
    this.type = type;
  }
}

type NamesByOperation = ReadonlyMap<string, ReadonlySet<string>>;

/** What a connector's target knows: object classes, options, and which operation takes which of them. */
export class Schema {
  readonly objectClassInfos: readonly ObjectClassInfo[];
  readonly operationOptionInfos: readonly OperationOptionInfo[];
  /** Operation name → object class types. */
  readonly objectClassesByOperation: NamesByOperation;
  /** Operation name → option names. */
  readonly optionsByOperation: NamesByOperation;

  constructor(
    objectClassInfos: Iterable<ObjectClassInfo>,
    operationOptionInfos: Iterable<OperationOptionInfo>,
    objectClassesByOperation: NamesByOperation,
    optionsByOperation: NamesByOperation,
  ) {
    this.objectClassInfos = [...objectClassInfos];
    this.operationOptionInfos = [...operationOptionInfos];
    this.objectClassesByOperation = objectClassesByOperation;
    this.optionsByOperation = optionsByOperation;
  }

  /** By type, case ignored. */
  objectClass(type: string): ObjectClassInfo | undefined {
    return this.objectClassInfos.find((info) => sameName(info.type, type));
  }

  /** Whether the operation takes objects of that class. */
  supports(operation: string, type: string): boolean {
    const types = this.objectClassesByOperation.get(operation);
    return types !== undefined && [...types].some((entry) => sameName(entry, type));
  }
}
