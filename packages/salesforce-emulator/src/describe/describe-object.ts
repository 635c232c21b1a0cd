import type { Catalog } from './catalog.js';
import { describeField } from './describe-field.js';
import type { ObjectSpec } from './object-spec.js';

/** Paths of an object's resources; those of layouts are named though this org does not serve them. */
function urls(spec: ObjectSpec, basePath: string): Record<string, string> {
  const path = `${basePath}/sobjects/${spec.name}`;
  return {
    ...(spec.layoutable && { compactLayouts: `${path}/describe/compactLayouts` }),
    rowTemplate: `${path}/{ID}`,
    ...(spec.layoutable &&
      !spec.undeletable && { namedLayouts: `${path}/describe/namedLayouts/{LayoutName}` }),
    ...(spec.layoutable &&
      spec.undeletable && {
        approvalLayouts: `${path}/describe/approvalLayouts`,
        listviews: `${path}/listviews`,
      }),
    ...Object.fromEntries(Object.entries(spec.urls).map(([name, below]) => [name, path + below])),
    describe: `${path}/describe`,
    ...(spec.layoutable && { quickActions: `${path}/quickActions`, layouts: `${path}/describe/layouts` }),
    sobject: path,
  };
}

/** What describe global, `/sobjects/X` and `/describe` all tell of an object. */
function basics(spec: ObjectSpec): Record<string, unknown> {
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable: spec.createable,
    custom: spec.custom,
    customSetting: false,
    deepCloneable: false,
    deletable: spec.deletable,
    deprecatedAndHidden: false,
    feedEnabled: spec.feedEnabled,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: spec.keyPrefix,
    label: spec.label,
    labelPlural: spec.labelPlural,
    layoutable: spec.layoutable,
    mergeable: spec.undeletable && !spec.custom,
    mruEnabled: spec.mruEnabled,
    name: spec.name,
    queryable: true,
    replicateable: spec.replicateable,
    retrieveable: true,
    searchable: spec.searchable,
    triggerable: spec.triggerable,
    undeletable: spec.undeletable,
    updateable: spec.updateable,
  };
}

/** An item of describe global; `basePath` is `/services/data/vXX.0`. */
export function describeBrief(spec: ObjectSpec, basePath: string): Record<string, unknown> {
  return { ...basics(spec), urls: urls(spec, basePath) };
}

/** The answer of `/sobjects/X/describe`, its keys in Salesforce's alphabetical order. */
export function describeFull(
  spec: ObjectSpec,
  catalog: Catalog,
  basePath: string,
  origin: string,
): Record<string, unknown> {
  const ui = spec.layoutable && {
    uiDetailTemplate: `${origin}/{ID}`,
    uiEditTemplate: `${origin}/{ID}/e`,
    uiNewRecord: `${origin}/${spec.keyPrefix}/e`,
  };
  const full: Record<string, unknown> = {
    ...basics(spec),
    actionOverrides: [],
    childRelationships: childRelationships(spec, catalog),
    compactLayoutable: spec.layoutable,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: spec.fields.map(describeField),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: [],
    searchLayoutable: spec.layoutable,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [{ label: `All ${spec.labelPlural.toLowerCase()}`, name: 'everything' }],
    urls: { ...urls(spec, basePath), ...ui },
  };
  return Object.fromEntries(Object.entries(full).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Every reference field of the org's objects that points here. */
function childRelationships(spec: ObjectSpec, catalog: Catalog): readonly unknown[] {
  return catalog.objects.flatMap((child) =>
    child.fields
      .filter((field) => field.to.includes(spec.name))
      .map((field) => ({
        cascadeDelete: false,
        childSObject: child.name,
        deprecatedAndHidden: false,
        field: field.name,
        junctionIdListNames: [],
        junctionReferenceTo: [],
        relationshipName: field.children,
        restrictedDelete: false,
      })),
  );
}
