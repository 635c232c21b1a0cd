import type { RestValue, Row, StoredValue } from '../record/row.js';
import type { PicklistValue } from './picklists/picklist.js';

export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'boolean'
  | 'int'
  | 'double'
  | 'currency'
  | 'percent'
  | 'date'
  | 'datetime'
  | 'reference'
  | 'picklist'
  | 'multipicklist'
  | 'email'
  | 'phone'
  | 'url'
  | 'address';

/** A switch of the org without which some fields do not exist. */
export type OrgFeature = 'multiCurrency' | 'stateCountryPicklists' | 'wireless';

/** What a computed field may ask of the org beside its own row. */
export interface ComputeSources {
  /** Scheme, host and port of the org, without a slash at the end. */
  readonly origin: string;
  /** Active users whose profile belongs to the user licence. */
  seatsUsed(userLicenseId: string): number;
  /** How many users hold a licence of one of the assigned kinds. */
  assignmentsOf(kind: 'PermissionSetLicense' | 'PackageLicense', licenseId: string): number;
  isUserActive(userId: string): boolean;
  /** The org's clock, in whole seconds since 1970. */
  nowSeconds(): number;
}

/** One row of a describe table: what the API tells of a field and how the org treats it. */
export interface FieldSpec extends Required<FieldTraits> {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters; 0 where the type has no length. */
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly nillable: boolean;
  readonly defaultedOnCreate: boolean;
  readonly filterable: boolean;
  readonly sortable: boolean;
  readonly groupable: boolean;
  readonly idLookup: boolean;
  /** True where a create without the field is refused: the describe alone does not tell. */
  readonly requiredOnCreate: boolean;
}

/** What a table row may say beyond name, type, flags and label; every default is given in {@link field}. */
export interface FieldTraits {
  /** As the describe tells it. */
  readonly defaultValue?: string | boolean | null;
  /** What a row holds when a create leaves the field out; the describe's default unless given. */
  readonly initial?: StoredValue;
  /** Non-nillable, not defaulted, and yet filled in by the server when left out. */
  readonly serverFilled?: boolean;
  readonly compound?: string | null;
  readonly controller?: string | null;
  readonly extra?: string | null;
  readonly nameField?: boolean;
  /** Made by the org's administrators: its name ends in `__c`. */
  readonly custom?: boolean;
  /** Upserts may name it. */
  readonly externalId?: boolean;
  readonly unique?: boolean;
  readonly aggregatable?: boolean;
  readonly restricted?: boolean;
  readonly picklist?: (() => readonly PicklistValue[]) | null;
  readonly to?: readonly string[];
  /** The relationship's name in SOQL paths; a reference without one cannot be followed. */
  readonly as?: string | null;
  /** The name of the other direction, shown among the target's child relationships. */
  readonly children?: string | null;
  readonly feature?: OrgFeature | null;
  readonly compute?: ((row: Row, sources: ComputeSources) => RestValue) | null;
}

const ID_LENGTH = 18;
const FORM = /^([a-z]+)(?:\((\d+)(?:,(\d+))?\))?$/;

/**
 * A table row: `field('Username', 'string(80)', 'CUFSGI', 'Username')`.
 *
 * The flags are Createable, Updateable, Nillable, Defaulted on create, Filterable, Sortable, Groupable and
 * Id lookup; `double(18,15)` gives precision and scale.
 */
export function field(
  name: string,
  form: string,
  flags: string,
  label: string,
  traits: FieldTraits = {},
): FieldSpec {
  const match = FORM.exec(form);
  if (!match) throw new TypeError(`field ${name}: '${form}' is not a type`);
  const type = match[1] as FieldType;
  const has = (flag: string): boolean => flags.includes(flag);
  const isKey = type === 'id' || type === 'reference';
  const defaultValue = traits.defaultValue ?? null;
  return {
    name,
    label,
    type,
    length: isKey ? ID_LENGTH : isDecimal(type) ? 0 : Number(match[2] ?? 0),
    precision: isDecimal(type) ? Number(match[2] ?? 18) : 0,
    scale: isDecimal(type) ? Number(match[3] ?? 0) : 0,
    createable: has('C'),
    updateable: has('U'),
    nillable: has('N'),
    defaultedOnCreate: has('D'),
    filterable: has('F'),
    sortable: has('S'),
    groupable: has('G'),
    idLookup: has('I'),
    requiredOnCreate:
      has('C') && !has('N') && !has('D') && type !== 'boolean' && traits.serverFilled !== true,
    defaultValue,
    initial: traits.initial ?? defaultValue ?? (type === 'boolean' ? false : null),
    serverFilled: traits.serverFilled ?? false,
    compound: traits.compound ?? null,
    controller: traits.controller ?? null,
    extra: traits.extra ?? null,
    nameField: traits.nameField ?? false,
    custom: traits.custom ?? false,
    externalId: traits.externalId ?? false,
    unique: traits.unique ?? false,
    aggregatable: traits.aggregatable ?? (has('S') && type !== 'boolean'),
    restricted: traits.restricted ?? type === 'picklist',
    picklist: traits.picklist ?? null,
    to: traits.to ?? [],
    as: traits.as ?? null,
    children: traits.children ?? null,
    feature: traits.feature ?? null,
    compute: traits.compute ?? null,
  };
}

/** True for the types whose values are text that compares without regard to case. */
export function isText(type: FieldType): boolean {
  return ['string', 'textarea', 'picklist', 'email', 'phone', 'url'].includes(type);
}

/** True for fields whose values are entries of a list; several of them stand in one text, apart by `;`. */
export function isPicklist(type: FieldType): boolean {
  return type === 'picklist' || type === 'multipicklist';
}

/** True for numbers with a precision and a scale. */
export function isDecimal(type: FieldType): boolean {
  return type === 'double' || type === 'currency' || type === 'percent';
}
