import type { ClientStep } from './java-peer.js';
import { NO_LOCALE } from './mirror/journal.js';

/*
 * Where ConnId's client gets another answer from our server than from the stock one, or our connector sees something
 * else, as changes to the report about the stock server. The reasons stand in docs/wire-differences.md under the same
 * ids. Nothing else may differ.
 */
export type Report = Readonly<Record<string, unknown>>;

const ICF = 'org.identityconnectors.framework.common.exceptions.';
const REMOTE = 'org.identityconnectors.framework.impl.api.remote.RemoteWrappedException';
const SOME_TEXT = '(some text)';

const failsWith = (exception: string, detail: Report = {}): Report => ({
  ok: false,
  exception,
  message: SOME_TEXT,
  thrown: REMOTE,
  is: [exception.slice(exception.lastIndexOf('.') + 1)],
  saw: [],
  ...detail,
});

/** Edits the text of a report, in which every quotation mark of a value is escaped. */
const reworded =
  (from: string | RegExp, to: string) =>
  (report: Report): Report =>
    JSON.parse(JSON.stringify(report).replace(from, to)) as Report;

/** A failure that is the scenario's exception, or that the scenario has caught and reports as what it got. */
const failure =
  (edit: (report: Report) => Report) =>
  (report: Report): Report =>
    report['ok'] === true ? { ...report, got: edit(report['got'] as Report) } : edit(report);

export const DIFFERENCES: Readonly<Record<string, (stock: Report) => Report>> = {
  'own-words': failure((report) => ({ ...report, message: SOME_TEXT })),
  'hello-of-ours': (report) => {
    const got = report['got'] as { operations: Report };
    const { LiveSyncApiOp: _left, ...operations } = got.operations;
    return { ...report, got: { ...got, category: 'Interop', operations } };
  },
  'no-livesync': () =>
    failsWith('java.lang.UnsupportedOperationException', {
      thrown: 'java.lang.UnsupportedOperationException',
    }),
  'no-locale-for-token': reworded('[en] getLatestSyncToken', `[${NO_LOCALE}] getLatestSyncToken`),
  'get-without-revision': reworded(
    'equals(Uid(\\"u-jane\\", \\"rev-1\\", null)',
    'equals(Uid(\\"u-jane\\", null, null)',
  ),
  'get-asks-for-uid': reworded('String[](\\"age\\")', 'String[](\\"age\\", \\"__UID__\\")'),
  'numbers-by-value': (report) => ({ ...report, got: ['f2'] }),
  'bundle-exception': failure((report) => ({
    ...report,
    exception: `${ICF}UnknownUidException`,
    is: ['UnknownUidException'],
  })),
  'foreign-error': failure((report) => ({
    ...report,
    exception: `${ICF}ConnectorException`,
    is: ['ConnectorException'],
    message: SOME_TEXT,
  })),
  'finite-numbers': () => failsWith(`${ICF}ConfigurationException`),
  'validated-first': () => failsWith(`${ICF}ConfigurationException`),
  'unsupported-operation': () => failsWith('java.lang.UnsupportedOperationException'),
  'emulated-delta': () => ({
    ok: true,
    got: 'null',
    saw: ['[en] update(ObjectClass(__ACCOUNT__), Uid("u1", null, null), Set{a=[Integer 1]}, Options{})'],
  }),
  'pool-limit': () => ({
    ok: true,
    got: [`${ICF}RetryableException`, '1 at the gate', 'served'],
    saw: [],
  }),
};

/** What is compared of a report. Causes are left out: ours stay in the server, as wire-differences.md says. */
export function comparable(step: ClientStep): Report {
  const {
    step: _name,
    target: _target,
    millis: _millis,
    cause: _cause,
    causeMessage: _words,
    ...rest
  } = step;
  const got = rest['got'];
  if (typeof got !== 'object' || got === null || !('cause' in got)) return rest;
  const { cause: _inner, causeMessage: _innerWords, ...kept } = got as Record<string, unknown>;
  return { ...rest, got: kept };
}

/** Makes our own words comparable with `SOME_TEXT`. */
export function withSomeText(ours: Report, expected: Report): Report {
  const isText = (report: Report): boolean =>
    typeof report['message'] === 'string' && report['message'] !== '';
  if (expected['message'] === SOME_TEXT && isText(ours)) return { ...ours, message: SOME_TEXT };
  const [got, wanted] = [ours['got'] as Report, expected['got'] as Report];
  return typeof wanted === 'object' && wanted?.['message'] === SOME_TEXT && isText(got)
    ? { ...ours, got: { ...got, message: SOME_TEXT } }
    : ours;
}
