/** The types that a custom field may have. */
export const CUSTOM_TYPES = [
  'string',
  'textarea',
  'boolean',
  'double',
  'currency',
  'percent',
  'date',
  'datetime',
  'picklist',
  'multipicklist',
  'email',
  'phone',
  'url',
  'reference',
] as const;

export type CustomType = (typeof CUSTOM_TYPES)[number];

/** A field that the org's administrators made; its name ends in `__c`. */
export interface CustomField {
  readonly type: CustomType;
  /** Default: the name in words. */
  readonly label?: string;
  /** Characters of a string or textarea; default 255. */
  readonly length?: number;
  /** Digits of a number in all; default 18. */
  readonly precision?: number;
  /** Digits of a number behind the point; default 0. */
  readonly scale?: number;
  readonly required?: boolean;
  readonly unique?: boolean;
  /** Upserts and relations may name rows by it. */
  readonly externalId?: boolean;
  /** What a row has when a create leaves the field out. */
  readonly default?: string | number | boolean;
  /** The entries of a picklist, of which a row has one, or several where it is a `multipicklist`. */
  readonly values?: readonly string[];
  /** Whether a picklist refuses other values; default false. */
  readonly restricted?: boolean;
  /** The object that a reference refers to. */
  readonly to?: string;
  /** The name of the other direction, without `__r`, as sub-selects use it. */
  readonly children?: string;
}

/** An object of the org, standard or custom (its name ends in `__c`), and the custom fields it gets. */
export interface CustomObject {
  /** For custom objects; default: the name in words. */
  readonly label?: string;
  readonly labelPlural?: string;
  readonly fields?: Readonly<Record<string, CustomField>>;
}

/** Custom objects and fields of an org, by name. */
export interface DescribeAdditions {
  readonly objects?: Readonly<Record<string, CustomObject>>;
}
