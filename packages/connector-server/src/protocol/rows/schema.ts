import {
  ATTRIBUTE_FLAGS,
  AttributeInfo,
  ObjectClassInfo,
  OperationOptionInfo,
  Schema,
  TypeName,
  apiOfOperation,
  operationOfApi,
  operationRow,
  type AttributeFlag,
} from '@icf-ts/framework';
import { EnumValue } from '../enum-value.js';
import { allOf, map, need, needOnly, set } from './read.js';
import { boolean, classRef, items, object, record, text, type Dialect, type Row } from './row.js';

type NamesByOperation = ReadonlyMap<string, ReadonlySet<string>>;

const flagsOf = (info: AttributeInfo): EnumValue[] =>
  ATTRIBUTE_FLAGS.filter((name) => info.flags.has(name)).map(
    (name) => new EnumValue('AttributeInfoFlag', name),
  );

/** Flags that this side does not know are left out, as are other objects among them. */
const readFlags = (values: readonly unknown[]): AttributeFlag[] =>
  ATTRIBUTE_FLAGS.filter((name) =>
    values.some((value) => value instanceof EnumValue && value.value === name),
  );

/** Operations that cannot be called through the protocol are not told, as Java does not either. */
const writeNames = (names: NamesByOperation, dialect: Dialect): ReadonlyMap<TypeName, ReadonlySet<string>> =>
  new Map(
    [...names].flatMap(([operation, entries]): [TypeName, ReadonlySet<string>][] => {
      const row = operationRow(operation);
      const isUnknown = row?.inProcessOnly || (dialect === 'openicf' && row?.connIdOnly);
      const api = isUnknown ? null : apiOfOperation(operation);
      return api === null ? [] : [[new TypeName(api), entries]];
    }),
  );

/** References to objects mean nothing to the fork, which cannot read a schema that names their type. */
const shownInfos = ({ attributeInfos }: ObjectClassInfo, dialect: Dialect): ReadonlySet<AttributeInfo> =>
  new Set(
    dialect === 'openicf'
      ? [...attributeInfos].filter(({ type }) => type !== 'ConnectorObjectReference')
      : attributeInfos,
  );

/** Names that match no declared class or option are dropped. */
function readNames(value: unknown, what: string, declared: ReadonlySet<string>): NamesByOperation {
  const entries = need(map(value, what), what);
  return new Map(
    [...entries].map(([operation, names]) => [
      operationOfApi(needOnly(TypeName, operation, what).name),
      new Set([...set(names, what)].map(String).filter((name) => declared.has(name))),
    ]),
  );
}

/** Section 3.5. */
export const schema: readonly Row[] = [
  record(
    'AttributeInfo',
    AttributeInfo,
    [
      text('name', (value: AttributeInfo) => value.name),
      classRef('type', (value: AttributeInfo) => value.type),
      items(flagsOf),
      text('nativeName', (value: AttributeInfo) => value.nativeName, 'connid'),
      text('subtype', (value: AttributeInfo) => value.subtype, 'connid'),
      text('referencedObjectClassName', (value: AttributeInfo) => value.referencedObjectClassName, 'connid'),
      text('roleInReference', (value: AttributeInfo) => value.roleInReference, 'connid'),
    ],
    ([name, type, nativeName, subtype, referencedObjectClassName, roleInReference], flags) =>
      new AttributeInfo(need<string>(name, 'AttributeInfo.name'), need<string>(type, 'AttributeInfo.type'), {
        flags: readFlags(flags),
        nativeName: nativeName as string | null,
        subtype: subtype as string | null,
        referencedObjectClassName: referencedObjectClassName as string | null,
        roleInReference: roleInReference as string | null,
      }),
  ),
  record(
    'ObjectClassInfo',
    ObjectClassInfo,
    [
      text('type', (value: ObjectClassInfo) => value.type),
      boolean('container', (value: ObjectClassInfo) => value.container),
      boolean('auxiliary', (value: ObjectClassInfo) => value.auxiliary, 'connid'),
      boolean('embedded', (value: ObjectClassInfo) => value.embedded, 'connid'),
      object('AttributeInfos', shownInfos),
    ],
    ([type, container = false, auxiliary = false, embedded = false, infos]) =>
      new ObjectClassInfo(
        need<string>(type, 'ObjectClassInfo.type'),
        allOf(AttributeInfo, set(infos, 'ObjectClassInfo.AttributeInfos'), 'ObjectClassInfo.AttributeInfos'),
        { container: container as boolean, auxiliary: auxiliary as boolean, embedded: embedded as boolean },
      ),
  ),
  record(
    'Schema',
    Schema,
    [
      object('ObjectClassInfos', (value: Schema) => new Set(value.objectClassInfos)),
      object('OperationOptionInfos', (value: Schema) => new Set(value.operationOptionInfos)),
      object('objectClassesByOperation', (value: Schema, dialect) =>
        writeNames(value.objectClassesByOperation, dialect),
      ),
      object('optionsByOperation', (value: Schema, dialect) => writeNames(value.optionsByOperation, dialect)),
    ],
    ([classes, options, classesByOperation, optionsByOperation]) => {
      const infos = allOf(
        ObjectClassInfo,
        set(classes, 'Schema.ObjectClassInfos'),
        'Schema.ObjectClassInfos',
      );
      const optionInfos = allOf(
        OperationOptionInfo,
        set(options, 'Schema.OperationOptionInfos'),
        'Schema.OperationOptionInfos',
      );
      return new Schema(
        infos,
        optionInfos,
        readNames(
          classesByOperation,
          'Schema.objectClassesByOperation',
          new Set(infos.map(({ type }) => type)),
        ),
        readNames(
          optionsByOperation,
          'Schema.optionsByOperation',
          new Set(optionInfos.map(({ name }) => name)),
        ),
      );
    },
  ),
];
