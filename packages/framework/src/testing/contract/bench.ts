import type { ConnectorFacade } from '../../api/connector-facade.js';
import type { OperationOptionsInit } from '../../common/operation-options.js';
import type { Attribute, AttributeValue } from '../../common/attribute.js';
import { AttributeSet, attribute } from '../../common/attributes.js';
import type { ConnectorObject } from '../../common/connector-object.js';
import { startsWith } from '../../common/filter/build.js';
import type { Filter } from '../../common/filter/filter.js';
import { Name } from '../../common/name.js';
import type { ObjectClass } from '../../common/object-class.js';
import { SpecialAttributes } from '../../common/special-attributes.js';
import { GuardedString } from '../../common/security/guarded-string.js';
import type { Uid } from '../../common/uid.js';
import { must } from './assertions.js';
import type { ContractSubject } from './contract-subject.js';

let benches = 0;

/** An object that a case has made. */
export interface Made {
  readonly uid: Uid;
  readonly name: string;
}

/** What one case works with: a facade of its own, and names that no other case uses. */
export class Bench {
  readonly subject: ContractSubject;
  readonly facade: ConnectorFacade;
  /** All names of this case begin so. */
  readonly prefix: string;
  readonly #facades: ConnectorFacade[];
  #names = 0;

  private constructor(subject: ContractSubject, facade: ConnectorFacade) {
    this.subject = subject;
    this.facade = facade;
    this.#facades = [facade];
    this.prefix = `c${++benches}x`;
  }

  static async open(subject: ContractSubject): Promise<Bench> {
    await subject.reset?.();
    return new Bench(subject, await subject.facade());
  }

  async close(): Promise<void> {
    for (const facade of this.#facades) await facade.dispose();
  }

  get type(): ObjectClass {
    return this.subject.objectClass;
  }
  /** Everything that this case has made. */
  get mine(): Filter {
    return startsWith(Name.NAME, this.prefix);
  }

  async anotherFacade(make: () => ConnectorFacade | Promise<ConnectorFacade> = () => this.subject.facade()) {
    const facade = await make();
    this.#facades.push(facade);
    return facade;
  }

  /** A new name; they ascend. */
  name(): string {
    return this.subject.nameOf(`${this.prefix}${String(++this.#names).padStart(3, '0')}`);
  }
  /** The attributes of a new object, with these instead of its own. */
  attributes(name: string, ...more: Attribute[]): AttributeSet {
    return AttributeSet.of([...this.subject.attributesOf(name), ...more]);
  }

  async create(...more: Attribute[]): Promise<Made> {
    const name = this.name();
    return { name, uid: await this.facade.create(this.type, this.attributes(name, ...more)) };
  }
  async createMany(count: number, ...more: Attribute[]): Promise<Made[]> {
    const made: Made[] = [];
    for (let i = 0; i < count; i++) made.push(await this.create(...more));
    return made;
  }

  /** The object, which must be there. */
  async get(uid: Uid, options?: OperationOptionsInit): Promise<ConnectorObject> {
    const found = await this.facade.get(this.type, uid, options);
    must(found !== null, `get does not find object ${uid.value}, which was created before`);
    return found;
  }
  list(filter?: Filter, options?: OperationOptionsInit): Promise<ConnectorObject[]> {
    return this.facade.search(this.type, filter, options).toArray();
  }

  /** The text attribute of the subject with its value at `at`. */
  text(at = 0): Attribute {
    return this.attribute(this.subject.text, at);
  }
  attribute(
    { name, values }: { name: string; values: readonly AttributeValue[] },
    ...at: number[]
  ): Attribute {
    return attribute(name, ...at.map((index) => values[index]!));
  }
  password(clear = this.subject.passwords!.first): Attribute {
    return attribute(SpecialAttributes.PASSWORD, new GuardedString(clear));
  }
}
