/*
 * What our server deliberately does otherwise than the recorded Java server, as changes to the recorded answers. The
 * reasons stand in docs/wire-differences.md under the same ids. Nothing else may differ.
 */
type Json = Record<string, unknown>;
type Answers = unknown[];

export interface Difference {
  readonly id: string;
  /** The sessions in which it shows; every other session must be the same without it. */
  readonly sessions: readonly string[];
  readonly apply: (recorded: Answers) => Answers;
}

/** A copy with every object of that serial type changed. */
function change(value: unknown, type: string, edit: (object: Json) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => change(item, type, edit));
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, change(item, type, edit)]),
  ) as Json;
  return copy['t'] === type ? edit(copy) : copy;
}

const fields = (object: Json): Json => object['f'] as Json;
const withFields = (object: Json, edit: Json): Json => ({ ...object, f: { ...fields(object), ...edit } });
const everyAnswer =
  (type: string, edit: (object: Json) => unknown) =>
  (recorded: Answers): Answers =>
    change(recorded, type, edit) as Answers;

const ICF = 'org.identityconnectors.framework.common.exceptions.';
/** The text of a message that is ours to choose: compared as "some text". */
export const SOME_TEXT = '(some text)';
const failure = (className: string): Json => ({
  t: 'OperationResponsePart',
  f: {
    exception: {
      t: 'RemoteWrappedException',
      f: { class: className, message: SOME_TEXT, RemoteWrappedException: null },
    },
    result: null,
  },
});
const becomes = (className: string) => (): Answers => [failure(className)];

const END = { t: 'OperationResponseEnd', f: {} };
const LAST = { t: 'OperationResponsePart', f: { exception: null, result: null } };

const withoutOperation =
  (name: string) =>
  (object: Json): Json => ({
    ...object,
    items: (object['items'] as Json[]).filter((item) => item['v'] !== name),
  });

/** Sessions in which the framework refuses something in its own words. */
const OWN_WORDS = [
  'wrong-key-hello',
  'wrong-key-operation',
  'wrong-key-then-right',
  'error-object-class-all',
  'error-script-unserializable-result',
  'search-page-size-refused',
  'create-with-uid-refused',
  'update-delta-with-uid-refused',
  'add-null-values-refused',
  'livesync',
  'eof-after-key',
  'bad-configuration',
  'key-with-unknown-property',
  'key-with-timeout',
  'unknown-connector',
  'unknown-connector-search',
];

const EXCEPTIONS = ['RemoteWrappedException', 'ConnectorException', 'InvalidCredentialException'];

export const DIFFERENCES: readonly Difference[] = [
  {
    id: 'no-stack-trace',
    sessions: ['*'],
    apply: everyAnswer('RemoteWrappedException', (object) => {
      const { stackTrace: _left, ...kept } = fields(object);
      return { ...object, f: kept };
    }),
  },
  {
    id: 'no-cause',
    sessions: [
      'search-boom',
      'error-invalid-attribute-value',
      'bad-configuration',
      'key-with-unknown-property',
      'key-with-timeout',
    ],
    apply: everyAnswer('RemoteWrappedException', (object) =>
      withFields(object, { RemoteWrappedException: null }),
    ),
  },
  {
    id: 'own-words',
    sessions: OWN_WORDS,
    apply: (recorded) =>
      EXCEPTIONS.reduce<unknown>(
        (answers, type) => change(answers, type, (object) => withFields(object, { message: SOME_TEXT })),
        recorded,
      ) as Answers,
  },
  {
    id: 'start-time',
    sessions: [
      'hello-connector-info',
      'hello-server-info',
      'wrong-key-then-right',
      'two-requests-one-connection',
    ],
    apply: everyAnswer('Long', () => ({ t: 'Long', v: SOME_TEXT })),
  },
  {
    id: 'no-livesync',
    sessions: ['hello-connector-info'],
    apply: everyAnswer('Set', withoutOperation('LiveSyncApiOp')),
  },
  {
    id: 'no-default-script',
    sessions: ['hello-connector-info'],
    apply: everyAnswer('ConnectorInfo', (object) =>
      JSON.stringify(object).includes('PoolConnector')
        ? change(object, 'Set', withoutOperation('ScriptOnConnectorApiOp'))
        : object,
    ),
  },
  {
    id: 'category-key',
    sessions: ['hello-connector-info'],
    apply: everyAnswer('ConnectorInfo', (object) =>
      fields(object)['connectorDisplayNameKey'] === 'wire.display'
        ? withFields(object, { connectorCategoryKey: 'wire.category' })
        : object,
    ),
  },
  {
    id: 'foreign-error',
    sessions: ['search-boom', 'error-script'],
    apply: becomes(`${ICF}ConnectorException`),
  },
  {
    id: 'search-result-once',
    sessions: ['search-paged-plain-handler', 'search-paged-search-handler'],
    apply: (recorded) =>
      recorded.filter(
        (answer, at) => at === recorded.length - 1 || !JSON.stringify(answer).includes('"SearchResult"'),
      ),
  },
  {
    id: 'stop-is-stop',
    sessions: ['search-stopped-ignored'],
    apply: (recorded) => [...recorded.slice(0, 201), END, LAST],
  },
  {
    id: 'stop-at-end',
    sessions: ['search-handler-throws-unbuffered'],
    apply: (recorded) => [...recorded, END, LAST],
  },
  {
    id: 'end-marker-always',
    sessions: ['too-many-arguments-search'],
    apply: (recorded) => [...recorded.slice(0, -1), END, ...recorded.slice(-1)],
  },
  { id: 'unsendable-item', sessions: ['search-unserializable'], apply: becomes(`${ICF}ConnectorException`) },
  {
    id: 'unsendable-result',
    sessions: ['discover-unserializable'],
    apply: becomes(`${ICF}ConnectorException`),
  },
  {
    id: 'emulated-delta',
    sessions: ['unsupported-operation'],
    apply: () => [LAST],
  },
  {
    id: 'unsupported-operation',
    sessions: ['key-with-forged-operation'],
    apply: becomes('java.lang.UnsupportedOperationException'),
  },
  {
    id: 'unknown-method',
    sessions: ['unknown-method'],
    apply: becomes('java.lang.UnsupportedOperationException'),
  },
  {
    id: 'facade-key-per-connector',
    sessions: ['facade-key-of-other-connector'],
    apply: becomes('java.lang.UnsupportedOperationException'),
  },
  {
    id: 'bad-facade-key',
    sessions: ['null-facade-key', 'not-base64-facade-key'],
    apply: becomes(`${ICF}ConfigurationException`),
  },
  {
    id: 'no-xml',
    sessions: ['echo'],
    apply: everyAnswer('EchoMessage', (object) => withFields(object, { objectXml: null })),
  },
];

/** Makes our own texts comparable where the recorded one was replaced. */
export function withSomeText(ours: unknown, recorded: unknown): unknown {
  if (recorded === SOME_TEXT) return typeof ours === 'string' && ours !== '' ? SOME_TEXT : ours;
  if (Array.isArray(ours) && Array.isArray(recorded))
    return ours.map((item, at) => withSomeText(item, recorded[at]));
  if (typeof ours !== 'object' || ours === null || typeof recorded !== 'object' || recorded === null)
    return ours;
  return Object.fromEntries(
    Object.entries(ours).map(([key, item]) => [key, withSomeText(item, (recorded as Json)[key])]),
  );
}
