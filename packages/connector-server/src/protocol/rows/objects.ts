import {
  Attribute,
  AttributeDelta,
  AttributeSet,
  COUNT_POLICIES,
  ConnectorObject,
  ConnectorObjectIdentification,
  ConnectorObjectReference,
  LiveSyncDelta,
  Name,
  ObjectClass,
  OperationOptionInfo,
  OperationOptions,
  QualifiedUid,
  SYNC_DELTA_TYPES,
  Script,
  ScriptContext,
  SearchResult,
  SortKey,
  SuggestedValues,
  SyncDelta,
  SyncToken,
  Uid,
  VALUE_LIST_OPENNESS,
  attributeOf,
  type AttributeValue,
} from '@icf-ts/framework';
import { EnumValue } from '../enum-value.js';
import { readOptions, writeOptions } from '../option-values.js';
import { list, map, misplaced, need, needOnly, oneOf, only } from './read.js';
import {
  boolean,
  classRef,
  connIdOnly,
  elements,
  int,
  object,
  record,
  text,
  type Dialect,
  type Row,
} from './row.js';
import { SetElements } from './set-elements.js';

/** Frozen, so that nothing need be copied: the decoder keeps no list for itself. */
const values = (value: unknown, what: string): readonly AttributeValue[] | null => {
  const content = list(value, what) as readonly AttributeValue[] | null;
  return content && Object.freeze(content);
};
const attributes = (value: unknown, what: string): AttributeSet => {
  const { items } = needOnly(SetElements, value, what);
  // The class by its name in the code: looked up in a variable, the test is slower than all else here.
  for (const item of items) if (!(item instanceof Attribute)) throw misplaced(what);
  return AttributeSet.of(items as readonly Attribute[]);
};

/** References to objects mean nothing to the fork; its schema does not show such attributes either. */
const shownAttributes = ({ attributes: all }: ConnectorObject, dialect: Dialect): Iterable<Attribute> =>
  dialect === 'openicf' ? AttributeSet.of([...all].filter((one) => !isReference(one))) : all;
const isReference = ({ values: content }: Attribute): boolean =>
  content?.some((value) => value instanceof ConnectorObjectReference) ?? false;

/** Section 3.4. */
export const objects: readonly Row[] = [
  record(
    'Attribute',
    Attribute,
    [text('name', (value: Attribute) => value.name), object('Values', (value: Attribute) => value.values)],
    // By index: the commonest record of all is not worth an iterator.
    (fields) => attributeOf(need<string>(fields[0], 'Attribute.name'), values(fields[1], 'Attribute.Values')),
  ),
  record(
    'Uid',
    Uid,
    [
      text('uid', (value: Uid) => value.value),
      text('revision', (value: Uid) => value.revision ?? null),
      object('nameHint', (value: Uid) => value.nameHint ?? null, 'connid'),
    ],
    ([uid, revision, hint]) => {
      const nameHint = only(Name, hint, 'Uid.nameHint');
      return new Uid(need<string>(uid, 'Uid.uid'), {
        ...(revision === undefined ? {} : { revision: revision as string }),
        ...(nameHint ? { nameHint } : {}),
      });
    },
  ),
  record(
    'ObjectClass',
    ObjectClass,
    [text('type', (value: ObjectClass) => value.type)],
    ([type]) => new ObjectClass(need<string>(type, 'ObjectClass.type')),
  ),
  record(
    'ConnectorObject',
    ConnectorObject,
    [
      object('ObjectClass', (value: ConnectorObject) => value.objectClass),
      elements('Attributes', shownAttributes),
    ],
    ([type, content]) =>
      new ConnectorObject(
        needOnly(ObjectClass, type, 'ConnectorObject.ObjectClass'),
        attributes(content, 'ConnectorObject.Attributes'),
      ),
  ),
  connIdOnly(
    record(
      'ConnectorObjectIdentification',
      ConnectorObjectIdentification,
      [
        object('ObjectClass', (value: ConnectorObjectIdentification) => value.objectClass),
        elements('Attributes', (value: ConnectorObjectIdentification) => value.attributes),
      ],
      ([type, content]) =>
        new ConnectorObjectIdentification(
          only(ObjectClass, type, 'ConnectorObjectIdentification.ObjectClass'),
          attributes(content, 'ConnectorObjectIdentification.Attributes'),
        ),
    ),
  ),
  connIdOnly(
    record(
      'ConnectorObjectReference',
      ConnectorObjectReference,
      [object('Value', (value: ConnectorObjectReference) => value.value)],
      ([value]) =>
        new ConnectorObjectReference(
          value instanceof ConnectorObject
            ? value
            : needOnly(ConnectorObjectIdentification, value, 'ConnectorObjectReference.Value'),
        ),
    ),
  ),
  record(
    'QualifiedUid',
    QualifiedUid,
    [
      object('ObjectClass', (value: QualifiedUid) => value.objectClass),
      object('Uid', (value: QualifiedUid) => value.uid),
    ],
    ([type, uid]) =>
      new QualifiedUid(
        needOnly(ObjectClass, type, 'QualifiedUid.ObjectClass'),
        needOnly(Uid, uid, 'QualifiedUid.Uid'),
      ),
  ),
  record(
    'SearchResult',
    SearchResult,
    [
      text('pagedResultsCookie', (value: SearchResult) => value.pagedResultsCookie),
      int('totalPagedResults', (value: SearchResult) => value.totalPagedResults, 'openicf'),
      int('remainingPagedResults', (value: SearchResult) => value.remainingPagedResults),
      object(
        'CountPolicy',
        (value: SearchResult) => new EnumValue('CountPolicy', value.countPolicy),
        'openicf',
      ),
    ],
    ([cookie, total, remaining, policy]) =>
      new SearchResult({
        pagedResultsCookie: (cookie as string | undefined) ?? null,
        totalPagedResults: (total as number | undefined) ?? -1,
        remainingPagedResults: (remaining as number | undefined) ?? -1,
        countPolicy: oneOf(
          COUNT_POLICIES,
          only(EnumValue, policy, 'SearchResult.CountPolicy')?.value ?? 'NONE',
          'CountPolicy',
        ),
      }),
  ),
  record(
    'SortKey',
    SortKey,
    [
      text('field', (value: SortKey) => value.field),
      boolean('isAscending', (value: SortKey) => value.isAscending),
    ],
    ([field, isAscending = true]) =>
      new SortKey(need<string>(field, 'SortKey.field'), isAscending as boolean),
  ),
  record(
    'SyncToken',
    SyncToken,
    [object('value', (value: SyncToken) => value.value)],
    ([value]) => new SyncToken(need(value as NonNullable<AttributeValue> | null, 'SyncToken.value')),
  ),
  record(
    'SyncDelta',
    SyncDelta,
    [
      object('SyncDeltaType', (value: SyncDelta) => new EnumValue('SyncDeltaType', value.type)),
      object('SyncToken', (value: SyncDelta) => value.token),
      object('PreviousUid', (value: SyncDelta) => value.previousUid),
      object('ObjectClass', (value: SyncDelta) => value.objectClass),
      object('Uid', (value: SyncDelta) => value.uid),
      object('ConnectorObject', (value: SyncDelta) => value.object),
    ],
    ([type, token, previousUid, objectClass, uid, content]) => {
      const { value } = needOnly(EnumValue, type, 'SyncDelta.SyncDeltaType');
      const delta = only(ConnectorObject, content, 'SyncDelta.ConnectorObject');
      const known = only(Uid, uid, 'SyncDelta.Uid');
      return new SyncDelta(
        oneOf(SYNC_DELTA_TYPES, value, 'SyncDeltaType'),
        needOnly(SyncToken, token, 'SyncDelta.SyncToken'),
        {
          object: delta,
          objectClass: only(ObjectClass, objectClass, 'SyncDelta.ObjectClass') ?? delta?.objectClass ?? null,
          previousUid: only(Uid, previousUid, 'SyncDelta.PreviousUid'),
          ...(known ? { uid: known } : {}),
        },
      );
    },
  ),
  connIdOnly(
    record(
      'LiveSyncDelta',
      LiveSyncDelta,
      [
        object('ObjectClass', (value: LiveSyncDelta) => value.objectClass),
        object('Uid', (value: LiveSyncDelta) => value.uid),
        object('ConnectorObject', (value: LiveSyncDelta) => value.object),
      ],
      ([type, uid, content]) => {
        const delta = only(ConnectorObject, content, 'LiveSyncDelta.ConnectorObject');
        return new LiveSyncDelta(
          needOnly(ObjectClass, type ?? delta?.objectClass, 'LiveSyncDelta.ObjectClass'),
          needOnly(Uid, uid ?? delta?.uid, 'LiveSyncDelta.Uid'),
          delta,
        );
      },
    ),
  ),
  connIdOnly(
    record(
      'AttributeDelta',
      AttributeDelta,
      [
        object('Name', (value: AttributeDelta) => value.name),
        object('ValuesToAdd', (value: AttributeDelta) => value.valuesToAdd),
        object('ValuesToRemove', (value: AttributeDelta) => value.valuesToRemove),
        object('ValuesToReplace', (value: AttributeDelta) => value.valuesToReplace),
      ],
      ([name, toAdd, toRemove, toReplace]) => {
        const add = values(toAdd, 'AttributeDelta.ValuesToAdd');
        const remove = values(toRemove, 'AttributeDelta.ValuesToRemove');
        // A replacement beside the other two is dropped without a word, as ConnId's reader does.
        const replace =
          add === null && remove === null ? values(toReplace, 'AttributeDelta.ValuesToReplace') : null;
        return new AttributeDelta(String(need(name, 'AttributeDelta.Name')), { add, remove, replace });
      },
    ),
  ),
  record(
    'OperationOptions',
    OperationOptions,
    [object('options', (value: OperationOptions) => writeOptions(value.values))],
    ([options]) =>
      new OperationOptions(
        readOptions(need(map(options, 'OperationOptions.options'), 'OperationOptions.options')),
      ),
  ),
  record(
    'OperationOptionInfo',
    OperationOptionInfo,
    [
      text('name', (value: OperationOptionInfo) => value.name),
      classRef('type', (value: OperationOptionInfo) => value.type),
    ],
    ([name, type]) =>
      new OperationOptionInfo(
        need<string>(name, 'OperationOptionInfo.name'),
        need<string>(type, 'OperationOptionInfo.type'),
      ),
  ),
  record(
    'Script',
    Script,
    [
      text('scriptLanguage', (value: Script) => value.language),
      object('scriptText', (value: Script) => value.text),
    ],
    ([language, content]) =>
      new Script(need<string>(language, 'Script.scriptLanguage'), String(need(content, 'Script.scriptText'))),
  ),
  record(
    'ScriptContext',
    ScriptContext,
    [
      text('scriptLanguage', (value: ScriptContext) => value.language),
      object('scriptArguments', (value: ScriptContext) => value.scriptArguments),
      object('scriptText', (value: ScriptContext) => value.text),
    ],
    ([language, scriptArguments, content]) =>
      new ScriptContext(
        need<string>(language, 'ScriptContext.scriptLanguage'),
        String(need(content, 'ScriptContext.scriptText')),
        (map(scriptArguments, 'ScriptContext.scriptArguments') ?? new Map()) as ReadonlyMap<string, unknown>,
      ),
  ),
  connIdOnly(
    record(
      'SuggestedValues',
      SuggestedValues,
      [
        object('Values', (value: SuggestedValues) => value.values),
        object('ValueListOpenness', ({ openness }: SuggestedValues) =>
          openness === null ? null : new EnumValue('ValueListOpenness', openness),
        ),
      ],
      // The one place where an explicit null differs from a missing field.
      ([content, openness]) =>
        new SuggestedValues(
          list(content, 'SuggestedValues.Values') ?? [],
          openness === null
            ? null
            : oneOf(
                VALUE_LIST_OPENNESS,
                only(EnumValue, openness, 'SuggestedValues.ValueListOpenness')?.value ?? 'CLOSED',
                'ValueListOpenness',
              ),
        ),
    ),
  ),
];
