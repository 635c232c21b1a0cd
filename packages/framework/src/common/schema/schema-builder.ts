import { OPTIONS } from '../operation-options.js';
import type { OperationName } from '../operations.js';
import type { ObjectClassInfo } from './schema.js';
import { OperationOptionInfo, Schema } from './schema.js';

/** The operations that are about objects of a class, so that a schema lists classes for them. */
const PER_OBJECT_CLASS: ReadonlySet<OperationName> = new Set([
  'create',
  'update',
  'updateDelta',
  'delete',
  'get',
  'search',
  'count',
  'sync',
  'liveSync',
  'authenticate',
  'resolveUsername',
] as const);

/** Collects a schema; `supported` are the operations of the connector, which the framework hands to `schema()`. */
export class SchemaBuilder {
  readonly #supported: readonly OperationName[];
  readonly #classes: ObjectClassInfo[] = [];
  readonly #options = new Map<string, OperationOptionInfo>();
  readonly #classesBy = new Map<string, Set<string>>();
  readonly #optionsBy = new Map<string, Set<string>>();

  constructor(supported: Iterable<OperationName>) {
    this.#supported = [...supported].filter((operation) => PER_OBJECT_CLASS.has(operation));
  }

  /** Declares a class; `only` names the operations of the connector that take its objects, where not all do. */
  objectClass(info: ObjectClassInfo, detail: { readonly only?: readonly OperationName[] } = {}): this {
    this.#classes.push(info);
    for (const operation of this.#supported) {
      if (!detail.only || detail.only.includes(operation)) entry(this.#classesBy, operation).add(info.type);
    }
    return this;
  }

  /** Declares one of ICF's own options for the named operations. */
  option(name: keyof typeof OPTIONS, ...operations: OperationName[]): this {
    return this.customOption(OPTIONS[name].icf, OPTIONS[name].type, ...operations);
  }

  customOption(name: string, type: string, ...operations: OperationName[]): this {
    this.#options.set(name, new OperationOptionInfo(name, type));
    for (const operation of this.#supported.filter((supported) => operations.includes(supported))) {
      entry(this.#optionsBy, operation).add(name);
    }
    return this;
  }

  build(): Schema {
    return new Schema(this.#classes, this.#options.values(), this.#classesBy, this.#optionsBy);
  }
}

function entry(names: Map<string, Set<string>>, operation: string): Set<string> {
  let present = names.get(operation);
  if (!present) names.set(operation, (present = new Set()));
  return present;
}
