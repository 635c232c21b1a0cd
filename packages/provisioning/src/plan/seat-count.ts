import {
  CreateBatchTask,
  DeleteBatchTask,
  SpecialAttributes,
  sameName,
  type Attribute,
  type AttributeValue,
  type ConnectorObject,
} from '@icf-ts/framework';
import type { SeatDeclaration } from '@icf-ts/framework/spi';
import type { License, LicenseOf } from './licenses.js';
import type { SeatPrice } from './plan.js';
import type { PricedTask } from './write-price.js';

interface Count {
  taken: number;
  freed: number;
  peak: number;
}

/** The values that take seats; undefined where that is not known. */
type Seats = readonly string[] | undefined;

/** Counts the seats of one declaration as batches come. */
export class SeatCount {
  readonly #seats: SeatDeclaration;
  readonly #licenseOf: LicenseOf;
  readonly #counts = new Map<License, Count>();
  /** Objects of which it cannot be told whose seats they take. */
  unknown = 0;

  constructor(seats: SeatDeclaration, licenseOf: LicenseOf) {
    this.#seats = seats;
    this.#licenseOf = licenseOf;
  }

  /** Adds a batch. Within it nobody knows the order, so that all seats are taken before any is set free. */
  add(batch: readonly PricedTask[]): void {
    const taken = new Map<License, number>();
    const freed = new Map<License, number>();
    for (const { task, present } of batch) {
      if (!this.#concerns(task)) continue;
      const before = task instanceof CreateBatchTask ? [] : this.#before(present);
      const after = this.#after(task, present, before);
      if (before === undefined || after === undefined) {
        // What may only set seats free does no harm.
        if (!isEnding(task)) this.unknown++;
        continue;
      }
      this.unknown += this.#note(after, before, taken);
      this.#note(before, after, freed);
    }
    for (const license of new Set([...taken.keys(), ...freed.keys()])) {
      const count = this.#counts.get(license) ?? { taken: 0, freed: 0, peak: 0 };
      count.peak = Math.max(count.peak, count.taken - count.freed + (taken.get(license) ?? 0));
      count.taken += taken.get(license) ?? 0;
      count.freed += freed.get(license) ?? 0;
      this.#counts.set(license, count);
    }
  }

  get prices(): readonly SeatPrice[] {
    return [...this.#counts].map(([{ name, total, used }, { taken, freed, peak }]) => ({
      ...{ license: name, total, used, taken, freed },
      peak: used + peak,
    }));
  }

  /** Whether a task may change who has a seat. */
  #concerns(task: PricedTask['task']): boolean {
    const { objectClass, attribute, onlyEnabled } = this.#seats;
    if (!task.objectClass.is(objectClass.type)) return false;
    if (task instanceof CreateBatchTask || task instanceof DeleteBatchTask) return true;
    return (
      writes(task.attributes, attribute) || (onlyEnabled && writes(task.attributes, SpecialAttributes.ENABLE))
    );
  }

  /** Adds the seats that some have and the others have not. @returns how many are of no licence that is known */
  #note(some: readonly string[], others: readonly string[], to: Map<License, number>): number {
    const has = new Set(others.map((value) => this.#licenseOf(value) ?? value));
    let unknown = 0;
    for (const value of new Set(some)) {
      const license = this.#licenseOf(value);
      if (has.has(license ?? value)) continue;
      if (license) to.set(license, (to.get(license) ?? 0) + 1);
      else unknown++;
    }
    return unknown;
  }

  #before(present: ConnectorObject | undefined): Seats {
    if (!present) return undefined;
    const isOff = present.attributes.single(SpecialAttributes.ENABLE) === false;
    return this.#seats.onlyEnabled && isOff ? [] : this.#given(present.attributes);
  }

  #after(task: PricedTask['task'], present: ConnectorObject | undefined, before: Seats): Seats {
    if (task instanceof DeleteBatchTask) return this.#seats.freedByDelete ? [] : before;
    const { attributes } = task;
    const enabled =
      attributes.find(({ name }) => sameName(name, SpecialAttributes.ENABLE))?.values?.[0] ??
      present?.attributes.single(SpecialAttributes.ENABLE);
    if (this.#seats.onlyEnabled && enabled === false) return [];
    const given = this.#given(attributes);
    if (given || task instanceof CreateBatchTask) return given ?? (this.#seats.onlyEnabled ? undefined : []);
    if (writes(attributes, SpecialAttributes.ENABLE) && present) return this.#given(present.attributes);
    // A seat that the write does not touch stays what it is.
    return before ?? [];
  }

  #given(attributes: Iterable<Attribute>): Seats {
    for (const { name, values } of attributes)
      if (sameName(name, this.#seats.attribute)) return (values ?? []).filter(isText);
    return undefined;
  }
}

const isText = (value: AttributeValue): value is string => typeof value === 'string' && value !== '';
const writes = (attributes: readonly Attribute[], name: string): boolean =>
  attributes.some((each) => sameName(each.name, name));
const isEnding = (task: PricedTask['task']): boolean =>
  task instanceof DeleteBatchTask ||
  (!(task instanceof CreateBatchTask) &&
    task.attributes.find(({ name }) => sameName(name, SpecialAttributes.ENABLE))?.values?.[0] === false);
