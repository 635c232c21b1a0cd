import type { FieldSpec, FieldType } from './field-spec.js';

const SOAP_TYPES: Readonly<Record<FieldType, string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  address: 'urn:address',
  string: 'xsd:string',
  textarea: 'xsd:string',
  picklist: 'xsd:string',
  multipicklist: 'xsd:string',
  email: 'xsd:string',
  phone: 'xsd:string',
  url: 'xsd:string',
};

const INT_DIGITS = 9;
const BYTES_PER_CHARACTER = 3;

function byteLength({ type, length }: FieldSpec): number {
  return type === 'id' || type === 'reference' ? length : length * BYTES_PER_CHARACTER;
}

/** A field as `/describe` tells it: the keys of API 57, in their alphabetical order. */
export function describeField(field: FieldSpec): Readonly<Record<string, unknown>> {
  return {
    aggregatable: field.aggregatable,
    aiPredictionField: false,
    autoNumber: false,
    byteLength: byteLength(field),
    calculated: false,
    calculatedFormula: null,
    cascadeDelete: false,
    caseSensitive: false,
    compoundFieldName: field.compound,
    controllerName: field.controller,
    createable: field.createable,
    custom: field.custom,
    defaultValue: field.defaultValue,
    defaultValueFormula: null,
    defaultedOnCreate: field.defaultedOnCreate,
    dependentPicklist: field.controller !== null,
    deprecatedAndHidden: false,
    digits: field.type === 'int' ? INT_DIGITS : 0,
    displayLocationInDecimal: false,
    encrypted: false,
    externalId: field.externalId,
    extraTypeInfo: field.extra,
    filterable: field.filterable,
    filteredLookupInfo: null,
    formulaTreatNullNumberAsZero: false,
    groupable: field.groupable,
    highScaleNumber: false,
    htmlFormatted: false,
    idLookup: field.idLookup,
    inlineHelpText: null,
    label: field.label,
    length: field.length,
    mask: null,
    maskType: null,
    name: field.name,
    nameField: field.nameField,
    namePointing: false,
    nillable: field.nillable,
    permissionable: false,
    picklistValues: describePicklist(field),
    polymorphicForeignKey: field.to.length > 1,
    precision: field.precision,
    queryByDistance: field.type === 'address',
    referenceTargetField: null,
    referenceTo: field.to,
    relationshipName: field.as,
    relationshipOrder: null,
    restrictedDelete: false,
    restrictedPicklist: field.restricted,
    scale: field.scale,
    // Audit references (CreatedById …) are the ones filled in by the server.
    searchPrefilterable: field.as !== null && !field.defaultedOnCreate,
    soapType: SOAP_TYPES[field.type],
    sortable: field.sortable,
    type: field.type,
    unique: field.unique,
    updateable: field.updateable,
    writeRequiresMasterRead: false,
  };
}

function describePicklist(field: FieldSpec): readonly unknown[] {
  return (field.picklist?.() ?? []).map(({ value, label, isDefault, validFor }) => ({
    active: true,
    defaultValue: isDefault,
    label,
    validFor,
    value,
  }));
}
