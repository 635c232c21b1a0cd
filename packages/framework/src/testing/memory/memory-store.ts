import type { Attribute } from '../../common/attribute.js';
import { AttributeSet, attribute } from '../../common/attributes.js';
import { ConnectorObject } from '../../common/connector-object.js';
import { AlreadyExistsException, UnknownUidException } from '../../common/errors/exceptions.js';
import { Name } from '../../common/name.js';
import { ObjectClass } from '../../common/object-class.js';
import { GuardedString } from '../../common/security/guarded-string.js';
import { SpecialAttributes } from '../../common/special-attributes.js';
import { Uid } from '../../common/uid.js';
import { foldCase } from '../../common/values/case-insensitive.js';
import { ZonedDateTime } from '../../common/values/zoned-date-time.js';
import type { ChangeLog } from './change-log.js';
import { checkChange, checkNew } from './check-attributes.js';
import type { MemoryClass } from './memory-classes.js';

/** One object with everything the target knows of it, its password included. */
interface Stored {
  readonly uid: string;
  readonly attributes: AttributeSet;
}

/** The objects of one class. Every change is checked first and then made whole, or not at all. */
export class MemoryStore {
  readonly objectClass: ObjectClass;
  readonly kind: MemoryClass;
  readonly #log: ChangeLog;
  readonly #byUid = new Map<string, Stored>();
  /** Folded name → Uid. */
  readonly #byName = new Map<string, string>();
  #sequence = 0;

  constructor(kind: MemoryClass, log: ChangeLog) {
    this.kind = kind;
    this.objectClass = new ObjectClass(kind.info.type);
    this.#log = log;
  }

  create(attributes: AttributeSet): Uid {
    checkNew(this.kind.info, attributes);
    const name = attributes.single(Name.NAME) as string;
    this.#checkFree(name);
    const uid = this.kind.uidOf(name, ++this.#sequence);
    const created = attribute('created', ZonedDateTime.fromDate(new Date()));
    const enabled = this.#knows(SpecialAttributes.ENABLE) ? [attribute(SpecialAttributes.ENABLE, true)] : [];
    this.#put({ uid, attributes: AttributeSet.of([...enabled, ...clean(attributes), created]) });
    this.#log.append({ objectClass: this.objectClass.type, kind: 'create', uid });
    return new Uid(uid);
  }

  /** Replaces the attributes that `change` makes of the present ones. */
  update(uid: Uid, change: (present: AttributeSet) => Iterable<Attribute>): Uid {
    const stored = this.#find(uid);
    const changed = AttributeSet.of(change(stored.attributes));
    if (changed.size === 0) return uid;
    for (const item of changed) checkChange(this.kind.info, item);
    const oldName = stored.attributes.single(Name.NAME) as string;
    const name = (changed.single(Name.NAME) ?? oldName) as string;
    if (foldCase(name) !== foldCase(oldName)) this.#checkFree(name);
    const next = this.kind.uidFollowsName ? this.kind.uidOf(name, 0) : stored.uid;
    if (next !== stored.uid) this.#byUid.delete(stored.uid);
    this.#byName.delete(foldCase(oldName));
    const kept = stored.attributes.without(...[...changed].map((item) => item.name));
    this.#put({ uid: next, attributes: AttributeSet.of([...kept, ...clean(changed)]) });
    this.#log.append({
      objectClass: this.objectClass.type,
      kind: 'update',
      uid: next,
      ...(next === stored.uid ? {} : { previousUid: stored.uid }),
    });
    return new Uid(next);
  }

  delete(uid: Uid): void {
    const stored = this.#find(uid);
    this.#byUid.delete(stored.uid);
    this.#byName.delete(foldCase(stored.attributes.single(Name.NAME) as string));
    this.#log.append({ objectClass: this.objectClass.type, kind: 'delete', uid: stored.uid });
  }

  /** The Uid under a name, which the target takes without regard to case. */
  uidOf(name: string): Uid | undefined {
    const uid = this.#byName.get(foldCase(name));
    return uid === undefined ? undefined : new Uid(uid);
  }

  accepts(uid: Uid, password: GuardedString): boolean {
    const { attributes } = this.#find(uid);
    const present = attributes.single(SpecialAttributes.PASSWORD);
    return present instanceof GuardedString && present.equals(password);
  }
  isEnabled(uid: Uid): boolean {
    return this.#find(uid).attributes.single(SpecialAttributes.ENABLE) !== false;
  }

  /** All objects as they are now, in the order of their creation; without what cannot be read. */
  objects(): ConnectorObject[] {
    return [...this.#byUid.values()].map((stored) => this.#objectOf(stored));
  }
  object(uid: string): ConnectorObject | undefined {
    const stored = this.#byUid.get(uid);
    return stored && this.#objectOf(stored);
  }

  #objectOf({ uid, attributes }: Stored): ConnectorObject {
    const readable = [...attributes].filter(({ name }) => this.kind.info.attribute(name)!.isReadable);
    return new ConnectorObject(this.objectClass, [new Uid(uid), ...readable]);
  }
  #put(stored: Stored): void {
    this.#byUid.set(stored.uid, stored);
    this.#byName.set(foldCase(stored.attributes.single(Name.NAME) as string), stored.uid);
  }
  #find(uid: Uid): Stored {
    const stored = this.#byUid.get(uid.value);
    if (stored) return stored;
    throw new UnknownUidException(`There is no ${this.objectClass.type} ${uid.value}.`, { uid });
  }
  #checkFree(name: string): void {
    if (!this.#byName.has(foldCase(name))) return;
    throw new AlreadyExistsException(`There is a ${this.objectClass.type} named '${name}' already.`, {
      attributeNames: [Name.NAME],
    });
  }
  #knows(name: string): boolean {
    return this.kind.info.attribute(name) !== undefined;
  }
}

/** The target keeps no attribute without values. */
const clean = (attributes: AttributeSet): Attribute[] =>
  [...attributes].filter(({ values }) => values?.some((value) => value !== null));
