import { ConnectorKey, ObjectClass, Uid } from '@icf-ts/framework';
import { expect } from 'chai';
import { METRICS } from '#src/observing/index.js';
import { GuardedString } from '@icf-ts/framework';
import { RemoteConnectorInfoManager } from '#src/client/index.js';
import { ClientBytes, answerUntilClosed, open, requestOf } from '../robustness/requests.js';
import { OperationRequest } from '#src/protocol/messages.js';
import { Gate } from './gate-connector.js';
import { Observed } from './observed.js';

const WIRE = 'connector="wire.bundle.WireConnector"';
const GATE = 'connector="test.GateConnector"';

describe('the metrics of a connector server', () => {
  let observed: Observed;
  beforeEach(async () => {
    Gate.current = new Gate();
    observed = await Observed.start();
  });
  afterEach(async () => {
    Gate.current.open();
    await observed.close();
    observed.remove();
  });
  const value = async (name: string): Promise<number | undefined> => (await observed.metrics()).get(name);

  it('count calls by connector, operation and outcome, with how long they took', async () => {
    const facade = await observed.facade('WireConnector');
    for await (const _ of facade.search(ObjectClass.ACCOUNT, null, { custom: { WIRE_COUNT: 7 } }));
    await facade.delete(ObjectClass.ACCOUNT, new Uid('u-1'));
    await facade.delete(ObjectClass.ACCOUNT, new Uid('missing')).catch(() => undefined);
    const metrics = await observed.metrics();
    const get = (name: string): number | undefined => metrics.get(name);
    expect(get(`icf_calls_total{${WIRE},operation="search",outcome="success"}`)).to.equal(1);
    expect(get(`icf_calls_total{${WIRE},operation="delete",outcome="success"}`)).to.equal(1);
    expect(get(`icf_calls_total{${WIRE},operation="delete",outcome="UnknownUidException"}`)).to.equal(1);
    expect(get(`icf_objects_streamed_total{${WIRE},operation="search"}`)).to.equal(7);
    expect(get(`icf_call_duration_seconds_count{${WIRE},operation="delete"}`)).to.equal(2);
    expect(get(`icf_call_duration_seconds_bucket{${WIRE},operation="delete",le="+Inf"}`)).to.equal(2);
    expect(get(`icf_call_duration_seconds_bucket{${WIRE},operation="delete",le="1800"}`)).to.equal(2);
    expect(get(`icf_call_duration_seconds_sum{${WIRE},operation="delete"}`)).to.be.greaterThan(0);
  });

  it('show what runs: calls, streams, connections, their bytes, and pools', async () => {
    const facade = await observed.facade('GateConnector');
    const results = facade.search(ObjectClass.ACCOUNT, null);
    const rest = (async () => {
      for await (const _ of results);
    })();
    await Gate.current.reached;
    const during = await observed.metrics();
    expect(during.get(`icf_calls_in_flight{${GATE},operation="search"}`)).to.equal(1);
    expect(during.get(`icf_streams_open{${GATE},operation="search"}`)).to.equal(1);
    expect(during.get('icf_connections_open')).to.be.at.least(1);
    expect(during.get('icf_received_bytes_total')).to.be.greaterThan(100);
    expect(during.get('icf_received_messages_total')).to.be.at.least(6);
    expect(during.get(`icf_facades{${GATE}}`)).to.equal(1);
    expect(during.get(`icf_pool_connectors_active{${GATE}}`)).to.equal(1);
    expect(during.get(`icf_pool_events_total{${GATE},event="created"}`)).to.equal(1);
    Gate.current.open();
    await rest;
    const after = await observed.metrics();
    expect(after.has(`icf_calls_in_flight{${GATE},operation="search"}`)).to.equal(false);
    expect(after.get(`icf_objects_streamed_total{${GATE},operation="search"}`)).to.equal(2);
    expect(after.get(`icf_pool_connectors_idle{${GATE}}`)).to.equal(1);
    expect(after.get(`icf_pool_events_total{${GATE},event="created"}`)).to.equal(1);
    expect(after.get('icf_sent_bytes_total')).to.be.greaterThan(during.get('icf_sent_bytes_total')!);
  });

  it('the bytes of a connection count once, before and after its end', async () => {
    const socket = await open(observed.server);
    const bytes = new ClientBytes().request(requestOf(observed.registry, 'test'));
    const ended = new Promise((resolve) => observed.server.events.once('callEnded', resolve));
    socket.write(bytes);
    await ended;
    expect(await value('icf_received_bytes_total')).to.equal(bytes.length);
    const closed = new Promise((resolve) => observed.server.events.once('connectionClosed', resolve));
    socket.end();
    await closed;
    socket.destroy();
    expect(await value('icf_received_bytes_total')).to.equal(bytes.length);
    expect(await value('icf_received_messages_total')).to.equal(3);
    expect(await value('icf_sent_messages_total')).to.equal(1);
    expect(await value('icf_connections_open')).to.equal(0);
    expect(await value('icf_connections_total')).to.equal(1);
  });

  it('a client cannot make up labels', async () => {
    const ask = new OperationRequest('MadeUpApiOp', 'madeUp', new ConnectorKey('a', '1', 'made.up'), '', []);
    const socket = await open(observed.server);
    const ended = new Promise((resolve) => observed.server.events.once('callEnded', resolve));
    socket.write(new ClientBytes().request(ask));
    await ended;
    socket.destroy();
    const metrics = await observed.metrics();
    const label = 'connector="unknown",operation="unknown",outcome="UnsupportedOperationException"';
    expect(metrics.get(`icf_calls_total{${label}}`)).to.equal(1);
    expect([...metrics.keys()].filter((name) => /made/i.test(name))).to.deep.equal([]);
  });

  it('count what was refused', async () => {
    const options = { host: '127.0.0.1', port: observed.server.port, key: new GuardedString('a guess') };
    await RemoteConnectorInfoManager.connect(options).catch(() => undefined);
    await answerUntilClosed(await open(observed.server), Buffer.from('neither'));
    const broken = await observed.facade('GateConnector', { host: 'broken' });
    await broken.test().catch(() => undefined);
    expect(await value('icf_keys_refused_total')).to.equal(1);
    expect(await value(`icf_connector_failures_total{${GATE},event="init-failed"}`)).to.equal(1);
    expect(await value(`icf_pool_events_total{${GATE},event="init_failed"}`)).to.equal(1);
  });

  it('tell of the process, and every row of the table is there', async () => {
    const text = await (await observed.fetch('/metrics')).text();
    const named = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]);
    expect(named).to.deep.equal(Object.entries(METRICS).map(([name, { type }]) => [name, type]));
    const metrics = await observed.metrics();
    expect(metrics.get('icf_bundles')).to.equal(1);
    expect(metrics.get('icf_connectors')).to.equal(3);
    expect(metrics.get('process_resident_memory_bytes')).to.be.greaterThan(1e6);
    expect(metrics.get('process_start_time_seconds')).to.be.closeTo(Date.now() / 1000, 24 * 3600);
    expect(metrics.has('nodejs_eventloop_delay_seconds{quantile="0.99"}')).to.equal(true);
  });

  it('their names follow the rules: counters end in total, and units are base units', () => {
    for (const [name, { type, help }] of Object.entries(METRICS)) {
      expect(name.endsWith('_total'), name).to.equal(type === 'counter');
      expect(name)
        .to.match(/^(icf|process|nodejs)_[a-z_]+$/)
        .and.not.match(/_ms|millis|_kb/);
      expect(help).to.match(/\.$/);
    }
  });
});
