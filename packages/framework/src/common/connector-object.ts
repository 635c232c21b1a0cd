import type { Attribute } from './attribute.js';
import { AttributeSet } from './attributes.js';
import { IllegalArgumentException } from './errors/exceptions.js';
import { Name } from './name.js';
import type { ObjectClass } from './object-class.js';
import { Uid } from './uid.js';
import { ATTRIBUTE_VALUE } from './values/attribute-value-mark.js';

/**
 * An object of the target: its class and its attributes, among them its Uid and its Name.
 * @throws IllegalArgumentException when the Uid or the Name is missing: the fault of whoever built it.
 */
export class ConnectorObject {
  readonly objectClass: ObjectClass;
  readonly attributes: AttributeSet;

  constructor(objectClass: ObjectClass, attributes: Iterable<Attribute>) {
    this.objectClass = objectClass;
    this.attributes = AttributeSet.of(attributes);
    if (!(this.attributes.get(Uid.NAME) instanceof Uid)) throw missing(objectClass, Uid.NAME);
    if (!(this.attributes.get(Name.NAME) instanceof Name)) throw missing(objectClass, Name.NAME);
  }

  get uid(): Uid {
    return this.attributes.get(Uid.NAME) as Uid;
  }
  get name(): Name {
    return this.attributes.get(Name.NAME) as Name;
  }
}

const missing = (objectClass: ObjectClass, name: string): IllegalArgumentException =>
  new IllegalArgumentException(
    `An object of class ${objectClass.type} was built without ${name}. This is a fault of the connector, not of the caller.`,
  );

/** Enough attributes to find an object, but not the object; the class may be unknown. */
export class ConnectorObjectIdentification {
  readonly objectClass: ObjectClass | null;
  readonly attributes: AttributeSet;

  constructor(objectClass: ObjectClass | null, attributes: Iterable<Attribute>) {
    this.objectClass = objectClass;
    this.attributes = AttributeSet.of(attributes);
    if (this.attributes.size === 0) {
      throw new IllegalArgumentException('A ConnectorObjectIdentification needs at least one attribute.');
    }
  }
}

/** An attribute value that points to another object, whole or by its identification. */
export class ConnectorObjectReference {
  readonly [ATTRIBUTE_VALUE] = true;
  readonly value: ConnectorObject | ConnectorObjectIdentification;

  constructor(value: ConnectorObject | ConnectorObjectIdentification) {
    this.value = value;
  }
}

/** An object by class and Uid, e.g. the container of a search. */
export class QualifiedUid {
  readonly objectClass: ObjectClass;
  readonly uid: Uid;

  constructor(objectClass: ObjectClass, uid: Uid) {
    this.objectClass = objectClass;
    this.uid = uid;
  }
}
