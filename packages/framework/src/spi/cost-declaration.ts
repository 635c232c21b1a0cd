import type { BatchTask } from '../common/batch.js';
import type { ConnectorObject } from '../common/connector-object.js';
import { ConfigurationException } from '../common/errors/exceptions.js';
import type { ObjectClass } from '../common/object-class.js';

/** What the operations of a connector cost, under one configuration: for plans that are priced before they are applied. */
export interface CostDeclaration {
  /** What is counted, in the plural, e.g. `API calls`. */
  readonly unit: string;
  /** Where it can be read how many are left; absent where the target tells nobody, or has no bound. */
  readonly quota?: QuotaDeclaration;
  readonly seats?: readonly SeatDeclaration[];
  readonly writes: WriteCosts;
}

/** An object that tells how many calls the target allows within a day, and how many of them are left. */
export interface QuotaDeclaration {
  readonly objectClass: ObjectClass;
  readonly uid: string;
  /** Attributes of the object, whole numbers. */
  readonly allowedAttribute: string;
  readonly remainingAttribute: string;
  /** Calls that the connector itself has sent since it was made, this reading included. */
  readonly sentAttribute: string;
  /** What one reading of the object costs. */
  readonly calls: number;
  /** Calls that the configuration leaves to others: the connector refuses those that would take from them. */
  readonly reserve: number;
  /** The configuration's property that sets the reserve; absent where the connector has none. */
  readonly reserveProperty?: string;
}

/** Licences of which an enabled object takes seats. */
export interface SeatDeclaration {
  /** Of the objects that take seats. */
  readonly objectClass: ObjectClass;
  /** Their attribute that says of which licence; each of its values takes a seat. */
  readonly attribute: string;
  /** Where the attribute names an object, by Uid or name, that has the licence: its class, and its attribute that does. */
  readonly through?: { readonly objectClass: ObjectClass; readonly attribute: string };
  /** The licences, by Uid or name, with their seats as whole numbers; a negative total is without a bound. */
  readonly licenses: {
    readonly objectClass: ObjectClass;
    readonly totalAttribute: string;
    readonly usedAttribute: string;
  };
  /** Whether only enabled objects take seats, so that disabling one sets seats free. */
  readonly onlyEnabled: boolean;
  readonly freedByDelete: boolean;
}

/** How the writes of a batch become calls. */
export interface WriteCosts {
  /** Tasks that a batch does together. */
  readonly tasksTogether: number;
  /** What one call takes: so many requests, among them so many that are limited. */
  readonly call: { readonly requests: number; readonly limited: number };
  /** So many rows of a kind that come first in their tasks go by a job, of about so many calls; absent where none do. */
  readonly jobs?: { readonly rows: number; readonly calls: number };
  /** What one task takes. `present` is the object before the write, as far as it is known. Never throws. */
  readonly costOf: (task: BatchTask, present: ConnectorObject | undefined) => TaskCost;
}

/** What a task asks and writes. Equal steps of tasks that are done together share their calls. */
export interface TaskCost {
  /** What is asked before any task writes, one step after the other. */
  readonly questions: readonly (readonly CostedRequest[])[];
  /** What is written; each step waits for the answers to the one before. */
  readonly writes: readonly (readonly CostedRequest[])[];
}

/** Requests of one kind. */
export interface CostedRequest {
  /** Those of one kind are carried out together. */
  readonly kind: string;
  /** How many of a kind are one request. */
  readonly rows: number;
  /** How many of them the task needs. Default: 1. */
  readonly count?: number;
  /** Whether a call takes only few such requests: those of several rows, or all. Default: never. */
  readonly limited?: 'joined' | 'always';
  /** Of a question: what the answer is about. What is known is not asked again. */
  readonly about?: readonly string[];
}

/**
 * A declaration, checked.
 * @throws ConfigurationException saying what is wrong with it: the bundle's fault.
 */
export function checkCosts(connectorName: string, costs: CostDeclaration): CostDeclaration {
  const { unit, quota, writes } = costs;
  const whole: Readonly<Record<string, number>> = {
    'writes.tasksTogether': writes.tasksTogether,
    'writes.call.requests': writes.call.requests,
    'writes.call.limited': writes.call.limited,
    ...(writes.jobs ? { 'writes.jobs.rows': writes.jobs.rows, 'writes.jobs.calls': writes.jobs.calls } : {}),
  };
  const wrong = Object.entries(whole).find(([, value]) => !Number.isInteger(value) || value < 1)?.[0];
  const negative =
    quota && [quota.calls, quota.reserve].some((value) => !Number.isInteger(value) || value < 0);
  const what = unit === '' ? 'unit' : (wrong ?? (negative ? 'quota' : undefined));
  if (what === undefined) return costs;
  throw new ConfigurationException(
    `Connector ${connectorName} declares costs with a wrong ${what}. This is a fault of the bundle.`,
  );
}
