import { ok } from '../rest/rest-call.js';
import type { RestAnswer } from '../rest/rest-call.js';
import { ACCESS_TYPES } from './access/access-endpoints.js';
import type { Attribute, Extension } from './document/attribute.js';
import type { ScimDocument } from './document/scim-document.js';
import { GROUP_TYPE } from './groups/group-type.js';
import { MAX_COUNT } from './list-resources.js';
import type { ResourceType } from './resource-type.js';
import type { ScimCall, ScimEndpoint } from './scim-call.js';
import { scimErrors } from './scim-error.js';
import { USER_TYPE } from './users/user-type.js';

const TYPES: readonly ResourceType[] = [USER_TYPE, GROUP_TYPE, ...ACCESS_TYPES];

function providerConfig({ dialect }: ScimCall): RestAnswer {
  return ok({
    schemas: [dialect.configSchema],
    documentationUri: 'https://help.salesforce.com/HTViewHelpDoc?id=identity_scim_overview.htm',
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MAX_COUNT },
    changePassword: { supported: true },
    sort: { supported: false },
    etag: { supported: false },
    authenticationSchemes: [
      {
        type: 'oauth2',
        name: 'OAuth v2.0',
        description: 'Authentication Scheme using the OAuth Standard',
        specUri: 'http://tools.ietf.org/html/rfc6749',
      },
    ],
  });
}

function list(call: ScimCall, resources: readonly ScimDocument[]): RestAnswer {
  return ok({
    schemas: [call.dialect.listSchema],
    totalResults: resources.length,
    startIndex: 1,
    itemsPerPage: resources.length,
    Resources: resources,
  });
}

/** The one of the given name among resources of the configuration. @throws ScimError 404 */
function named(call: ScimCall, resources: readonly ScimDocument[]): RestAnswer {
  const wanted = call.id.toLowerCase();
  const found = resources.find(({ id, name }) =>
    [id, name].some((key) => String(key).toLowerCase() === wanted),
  );
  if (!found) throw scimErrors.noResource(call.id);
  return ok(found);
}

function describeTypes(call: ScimCall): readonly ScimDocument[] {
  return TYPES.map((type) => {
    const schema = type.schema(call);
    return {
      schemas: [call.dialect.typeSchema],
      id: type.name,
      name: type.name,
      endpoint: `/${type.endpoint}`,
      schema: schema.urn,
      schemaExtensions: filled(schema.extensions).map(({ urn }) => ({ schema: urn, required: false })),
      meta: {
        location: `${call.org.sources.origin}${call.dialect.basePath}/ResourceTypes/${type.name}`,
        resourceType: 'ResourceType',
      },
    };
  });
}

/** An org without fields of its own has no extension for them. */
const filled = (extensions: readonly Extension[]): readonly Extension[] =>
  extensions.filter(({ attributes }) => attributes.length > 0);

/** Version 1 tells an extension's attributes with the resource, version 2 each schema by itself. */
function describeSchemas(call: ScimCall): readonly ScimDocument[] {
  const { dialect, org } = call;
  return TYPES.flatMap((type): readonly ScimDocument[] => {
    const schema = type.schema(call);
    const parts: readonly Extension[] = [schema, ...filled(schema.extensions)];
    if (dialect.version === 1) {
      const attributes = parts.flatMap((part) =>
        part.attributes.filter(isListed).map((at) => describeV1(at, part)),
      );
      return [
        { schemas: [schema.urn], id: schema.urn, name: type.name, endpoint: `/${type.endpoint}`, attributes },
      ];
    }
    return parts.map(({ urn, name, attributes }) => ({
      schemas: [dialect.schemaSchema],
      id: urn,
      name,
      attributes: attributes.filter(isListed).map(describeV2),
      meta: {
        location: `${org.sources.origin}${dialect.basePath}/Schemas/${urn}`,
        resourceType: 'Schema',
      },
    }));
  });
}

const isListed = ({ unlisted }: Attribute): boolean => !unlisted;

function describeV2(attribute: Attribute): ScimDocument {
  const { name, type, multiValued, readOnly, required, itemTypes, subAttributes } = attribute;
  const mutability = readOnly ? 'readOnly' : 'readWrite';
  const inner = subAttributes.map((sub) => ({
    name: sub,
    type: sub === 'primary' ? 'boolean' : 'string',
    multiValued: false,
    required: false,
    mutability,
    ...(sub === 'type' && itemTypes.length > 0 && { canonicalValues: itemTypes }),
  }));
  return { name, type, multiValued, required, mutability, ...(inner.length > 0 && { subAttributes: inner }) };
}

function describeV1(attribute: Attribute, { urn }: Extension): ScimDocument {
  const { mutability: _, subAttributes, ...rest } = describeV2(attribute);
  const readOnly = attribute.readOnly;
  const inner = Array.isArray(subAttributes)
    ? subAttributes.map(({ mutability: _mutability, ...sub }: ScimDocument) => ({ ...sub, readOnly }))
    : [];
  return {
    ...rest,
    schema: urn,
    readOnly,
    caseExact: false,
    ...(inner.length > 0 && { subAttributes: inner }),
  };
}

export const CONFIG_ENDPOINTS: readonly ScimEndpoint[] = [
  { name: 'ServiceProviderConfigs', all: { GET: providerConfig }, one: {} },
  {
    name: 'Schemas',
    all: { GET: (call) => list(call, describeSchemas(call)) },
    one: { GET: (call) => named(call, describeSchemas(call)) },
  },
  {
    name: 'ResourceTypes',
    version: 2,
    all: { GET: (call) => list(call, describeTypes(call)) },
    one: { GET: (call) => named(call, describeTypes(call)) },
  },
];
