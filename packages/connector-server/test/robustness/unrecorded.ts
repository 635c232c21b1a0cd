import type { Notation } from './write-notation.js';

const name: Notation = { t: 'Name', v: 'n' };
const account: Notation = { t: 'ObjectClass', f: { type: '__ACCOUNT__' } };
const set = (...items: Notation[]): Notation => ({ t: 'Set', caseInsensitive: false, items });
const map = (...entries: [Notation, Notation][]): Notation => ({ t: 'Map', caseInsensitive: false, entries });
const string = (v: string): Notation => ({ t: 'String', v });

const filters = [
  'EqualsIgnoreCaseFilter',
  'ContainsFilter',
  'StartsWithFilter',
  'EndsWithFilter',
  'GreaterThanFilter',
  'GreaterThanOrEqualFilter',
  'LessThanFilter',
  'LessThanOrEqualFilter',
  'ContainsAllValuesFilter',
];
const exceptions = [
  'AlreadyExistsException',
  'ConfigurationException',
  'ConnectionBrokenException',
  'ConnectionFailedException',
  'ConnectorIOException',
  'InvalidPasswordException',
  'UnknownUidException',
  'PermissionDeniedException',
  'ConnectorSecurityException',
  'OperationTimeoutException',
  'InvalidAttributeValueException',
  'PreconditionFailedException',
  'PreconditionRequiredException',
  'RetryableException',
];

/** One value of each type that is not among the recorded objects. */
export const UNRECORDED: readonly Notation[] = [
  ...filters.map((t) => ({ t, f: { attribute: name } })),
  ...exceptions.map((t) => ({ t, f: { message: 'words' } })),
  {
    t: 'ConnectorObjectReference',
    f: {
      Value: { t: 'ConnectorObjectIdentification', f: { ObjectClass: account, Attributes: set(name) } },
    },
  },
  {
    t: 'ScriptContext',
    f: { scriptLanguage: 'js', scriptArguments: map([string('a'), string('b')]), scriptText: string('1') },
  },
  {
    t: 'Schema',
    f: {
      ObjectClassInfos: set({
        t: 'ObjectClassInfo',
        f: {
          type: 'T',
          container: false,
          auxiliary: false,
          embedded: false,
          AttributeInfos: set({ t: 'AttributeInfo', f: { name: '__NAME__', type: 'String' }, items: [] }),
        },
      }),
      OperationOptionInfos: set({ t: 'OperationOptionInfo', f: { name: 'O', type: 'String' } }),
      objectClassesByOperation: map([{ t: 'Class', v: 'SyncApiOp' }, set(string('T'))]),
      optionsByOperation: map([{ t: 'Class', v: 'SyncApiOp' }, set(string('O'))]),
    },
  },
  {
    t: 'BatchResult',
    f: {
      ResultClass: 'Uid',
      Result: { t: 'Integer', v: 1 },
      Token: null,
      ResultId: 'r',
      Complete: true,
      Error: false,
    },
  },
];
