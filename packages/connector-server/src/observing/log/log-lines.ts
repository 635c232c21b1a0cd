import { operationRow, type Bundle, type ConnectorKey } from '@icf-ts/framework';
import type { CallOutcome, CallRecord } from '../../server/call-record.js';
import type { Peer } from '../../server/peer.js';
import type { LogLevel } from '../observation-settings.js';
import type { Told } from '../watch.js';

export interface LogLine<Event extends keyof Told = keyof Told> {
  readonly on: Event;
  readonly level: Exclude<LogLevel, 'silent'>;
  readonly text: string;
  /** Only where this is so; without it always. */
  readonly when?: (...told: Told[Event]) => boolean;
  readonly facts: (...told: Told[Event]) => object;
  /** Lines of the same key are counted instead of repeated. */
  readonly per?: (...told: Told[Event]) => string;
}

const line = <Event extends keyof Told>(row: LogLine<Event>): LogLine<Event> => row;

/** What a client sends as a name may be long, and is no more than a hint here. */
const shortened = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);

const who = ({ connectionId, address }: Peer): object => ({ connectionId, address });
const ofAddress = ({ address }: Peer): string => address;
const nameOf = ({ bundleName, bundleVersion, connectorName }: ConnectorKey): string =>
  shortened(`${bundleName}/${bundleVersion}/${connectorName}`);
/** Never the message: it may quote what was sent. */
const kindOf = (error: Error & { code?: unknown }): string =>
  typeof error.code === 'string' ? error.code : error.name;

const call = ({
  caller: { requestId, client, peer },
  connector,
  operation,
  objectClass,
}: CallRecord): object => ({
  requestId,
  client: client.name,
  address: peer.address,
  ...(connector ? { connector: nameOf(connector) } : {}),
  ...(operation ? { operation } : {}),
  ...(objectClass === undefined ? {} : { objectClass: shortened(objectClass) }),
});
const endOf = (record: CallRecord, { durationMs, items, error, abandoned }: CallOutcome): object => ({
  ...call(record),
  durationMs: Math.round(durationMs * 1000) / 1000,
  items,
  outcome: error ?? 'success',
  ...(abandoned ? { abandoned } : {}),
});
const isWrite = ({ operation }: CallRecord): boolean =>
  operation !== undefined && operationRow(operation)?.kind === 'write';
const isFailure = ({ error, abandoned }: CallOutcome): boolean => error !== undefined || abandoned;

const bundle = ({ name, version, connectors }: Bundle): object => ({
  bundle: name,
  version,
  connectors: connectors.map(({ info }) => info.key.connectorName),
});

/** The one table of log lines: the key is the line's `event`. Reads are on debug because they are nearly all there is. */
export const LOG_LINES = {
  'server.listening': line({
    on: 'listening',
    level: 'info',
    text: 'The connector server listens.',
    facts: (host, port) => ({ host, port }),
  }),
  'server.draining': line({
    on: 'draining',
    level: 'info',
    text: 'The connector server accepts nothing more and waits for running calls.',
    facts: () => ({}),
  }),
  'server.closed': line({
    on: 'closed',
    level: 'info',
    text: 'The connector server has stopped.',
    facts: () => ({}),
  }),
  'connection.opened': line({
    on: 'connectionOpened',
    level: 'debug',
    text: 'A client connected.',
    facts: (peer) => ({
      ...who(peer),
      ...(peer.certificate ? { certificate: shortened(peer.certificate.subject) } : {}),
    }),
  }),
  'connection.refused': line({
    on: 'connectionRefused',
    level: 'warn',
    text: 'A connection was refused.',
    facts: (peer, reason) => ({ ...who(peer), reason }),
    per: (peer, reason) => `${reason} ${peer.address}`,
  }),
  'connection.closed': line({
    on: 'connectionClosed',
    level: 'debug',
    text: 'A connection ended.',
    facts: (peer, { error, ...report }) => ({
      ...who(peer),
      ...report,
      durationMs: Math.round(report.durationMs),
      ...(error ? { error: kindOf(error) } : {}),
    }),
  }),
  'handshake.failed': line({
    on: 'handshakeFailed',
    level: 'warn',
    text: 'A TLS handshake failed.',
    facts: (address, error) => ({ address, error: kindOf(error) }),
    per: (address) => address,
  }),
  'key.refused': line({
    on: 'keyRefused',
    level: 'warn',
    text: 'A key was refused.',
    facts: (peer, { reason, client, failures, delayMs }) => ({
      ...who(peer),
      reason,
      ...(client === undefined ? {} : { client }),
      failures,
      delayMs,
    }),
    per: ofAddress,
  }),
  'certificate.renewed': line({
    on: 'certificateRenewed',
    level: 'info',
    text: 'A renewed certificate serves the connections that come.',
    facts: ({ subject, fingerprint256, validTo }) => ({
      subject: shortened(subject),
      fingerprint256,
      validTo: validTo.toISOString(),
    }),
  }),
  'certificate.refused': line({
    on: 'certificateRefused',
    level: 'error',
    text: 'A renewed certificate cannot be used; the former one stays.',
    facts: (error) => ({ error: kindOf(error) }),
  }),
  'request.unreadable': line({
    on: 'requestUnreadable',
    level: 'warn',
    text: "A client's request could not be read.",
    facts: (peer, client, error) => ({ ...who(peer), client, error: kindOf(error) }),
    per: (peer, client) => `${client} ${peer.address}`,
  }),
  'call.started': line({
    on: 'callStarted',
    level: 'trace',
    text: 'A call began.',
    facts: call,
  }),
  'call.read': line({
    on: 'callEnded',
    level: 'debug',
    text: 'A call ended.',
    when: (record, outcome) => !isFailure(outcome) && !isWrite(record),
    facts: endOf,
  }),
  'call.write': line({
    on: 'callEnded',
    level: 'info',
    text: 'A writing call ended.',
    when: (record, outcome) => !isFailure(outcome) && isWrite(record),
    facts: endOf,
  }),
  'call.failed': line({
    on: 'callEnded',
    level: 'info',
    text: 'A call failed.',
    when: (_record, outcome) => isFailure(outcome),
    facts: endOf,
  }),
  'bundle.added': line({ on: 'bundleAdded', level: 'info', text: 'A bundle was added.', facts: bundle }),
  'bundle.removed': line({
    on: 'bundleRemoved',
    level: 'info',
    text: 'A bundle was removed; its running calls may end.',
    facts: bundle,
  }),
  'bundle.drained': line({
    on: 'bundleDrained',
    level: 'info',
    text: 'The last call of a removed bundle has ended.',
    facts: bundle,
  }),
  'connector.lifecycle': line({
    on: 'lifecycleFailed',
    level: 'warn',
    text: 'A connector failed outside of calls.',
    facts: ({ connector, event, error }) => ({ connector, failure: event, error }),
    per: ({ connector, event }) => `${connector} ${event}`,
  }),
  'connector.warning': line({
    on: 'connectorWarned',
    level: 'warn',
    text: 'A connector warns.',
    facts: ({ connector, code, message }) => ({ connector, code, warning: message }),
    per: ({ connector, code }) => `${connector} ${code}`,
  }),
};
