import type { ConnectorFacade } from '../../api/connector-facade.js';
import type { Attribute, AttributeValue } from '../../common/attribute.js';
import type { Comparison } from '../../common/filter/filter.js';
import type { ObjectClass } from '../../common/object-class.js';
import type { ScriptContext } from '../../common/script.js';

type Made<T> = T | Promise<T>;

/** An attribute that the suite may write, with values that the target takes; all different, in ascending order. */
export interface ContractAttribute {
  readonly name: string;
  readonly values: readonly [AttributeValue, AttributeValue, AttributeValue, ...AttributeValue[]];
}

/**
 * What the suite has to know of a connector and its target. Only what the connector supports is tried, and only with
 * what is told here: a part left out leaves its cases out.
 */
export interface ContractSubject {
  readonly name: string;
  readonly objectClass: ObjectClass;
  /** The operations that a facade of this subject serves, itself or by means of others. */
  supports(operation: string): boolean;
  /** Called before each case: a fresh target, where one is cheap to have. */
  reset?(): Made<void>;
  /**
   * A facade on the target; the suite disposes it. Switch the results handlers off where the connector does their work
   * itself: with them on, the framework's work is tried instead of the connector's.
   */
  facade(): Made<ConnectorFacade>;

  /** A name that the target takes, beginning with `label`, which is of lower-case letters and digits. */
  nameOf(label: string): string;
  /** All that a new object of that name needs, `__NAME__` included. */
  attributesOf(name: string): readonly Attribute[];
  /** The Uid of no object, in the form of the target's. */
  readonly unknownUid: string;

  /** A text with one value, not required, returned by default; it can be filtered by. */
  readonly text: ContractAttribute;
  /** Another such attribute. */
  readonly otherText?: ContractAttribute;
  readonly number?: ContractAttribute;
  /** An attribute with several values. */
  readonly multi?: ContractAttribute;
  /** An attribute that is returned only when it is asked for. */
  readonly notByDefault?: ContractAttribute;
  /** Passwords that the target takes, and one that never was anybody's. */
  readonly passwords?: { readonly first: string; readonly second: string; readonly wrong: string };

  readonly rules: ContractRules;
  /** What the search can do beside filtering. */
  readonly search: {
    /** The comparisons to try; by default all of ICF's. */
    readonly comparisons?: readonly Comparison[];
    readonly pages?: boolean;
    readonly offsets?: boolean;
    readonly sorts?: boolean;
    /** Whether `present` and `containsAllValues` … can be asked. */
    readonly presence?: boolean;
  };

  /** A facade whose test must fail: a wrong key, a wrong address. */
  broken?(): Made<ConnectorFacade>;
  /** A facade with an invalid configuration, and the properties of which the one error must speak. */
  invalid?(): Made<{ readonly facade: ConnectorFacade; readonly problems: readonly string[] }>;
  /** Lets the next call of that operation end in `error`, where the target can be told so. */
  failNext?(operation: string, error: Error): Made<void>;
  /** Lets the next call of that operation take many seconds. */
  slowNext?(operation: string): Made<void>;
  /** Waits until the target's history shows the last change. */
  awaitChanges?(): Promise<void>;
  /** What the connector has opened and not closed, in words. Looked at after each case. */
  leaks?(): readonly string[];
  /** Scripts and what they return. */
  readonly scripts?: {
    readonly works: { readonly script: ScriptContext; readonly result: unknown };
    readonly fails: ScriptContext;
  };
  /** How long one case may take; default 10 s. */
  readonly caseTimeoutMs?: number;
}

/** What holds on the target; each of them changes what the suite expects. */
export interface ContractRules {
  /** Two names that differ in case only are one. */
  readonly namesIgnoreCase: boolean;
  /** `__NAME__` can be changed. */
  readonly renames: boolean;
  /** A rename gives the object another Uid. */
  readonly uidFollowsName: boolean;
  /** `delete` removes the object; else it disables it, and its name stays taken. */
  readonly deleteRemoves: boolean;
  /** The class has `__ENABLE__`. */
  readonly enables: boolean;
  /** Attributes that nobody has declared are refused. */
  readonly refusesUnknownAttributes: boolean;
}
