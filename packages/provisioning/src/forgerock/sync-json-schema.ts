/** A script of ForgeRock's; of the types that it may have, CEL is the one that is run here. */
export interface ScriptDocument {
  readonly type: string;
  readonly source?: string;
}

export interface PropertyDocument {
  readonly source?: string;
  readonly target: string;
  readonly default?: never;
  readonly transform?: ScriptDocument;
  readonly condition?: ScriptDocument | string;
}

export interface PolicyDocument {
  readonly situation: string;
  readonly action: string | object;
}

/** What the correlation of ForgeRock's console says: names of target properties, all or any of which must be equal. */
export type ExpressionTree =
  string | { readonly any: readonly ExpressionTree[] } | { readonly all: readonly ExpressionTree[] };

export interface SyncMappingDocument {
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly properties?: readonly PropertyDocument[];
  readonly policies?: readonly PolicyDocument[];
  readonly correlationQuery?: CorrelationQuery | readonly CorrelationQuery[];
}

export interface CorrelationQuery {
  readonly expressionTree?: ExpressionTree;
}

const name = { type: 'string', minLength: 1 } as const;
const script = {
  type: 'object',
  properties: { type: name, source: { type: 'string' } },
  required: ['type'],
} as const;
const tree = { expressionTree: { type: ['string', 'object'] } } as const;

/** JSON Schema of a sync.json as far as it is understood. What else it has is left to {@link ./read-sync-json.ts}. */
export const SYNC_JSON_SCHEMA = {
  type: 'object',
  properties: {
    mappings: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        properties: {
          name,
          source: name,
          target: name,
          properties: {
            type: 'array',
            items: {
              type: 'object',
              properties: {
                source: { type: 'string' },
                target: name,
                transform: script,
                condition: { type: ['object', 'string'] },
              },
              required: ['target'],
            },
          },
          policies: {
            type: 'array',
            items: {
              type: 'object',
              properties: { situation: name, action: { type: ['string', 'object'] } },
              required: ['situation', 'action'],
            },
          },
          correlationQuery: {
            type: ['object', 'array'],
            properties: tree,
            items: { type: 'object', properties: tree },
          },
        },
        required: ['name', 'source', 'target'],
      },
    },
  },
  required: ['mappings'],
} as const;
