// Our client on our server over loopback, each in a process of its own, against the same objects as protocol buffers over
// @grpc/grpc-js and as newline-delimited JSON. Rounds alternate, so that a slow moment of the machine meets everybody.
import { expected } from './peers/checksum.mjs';
import { startPair } from './peers/process.mjs';
import { rounded } from './measure.mjs';

const OBJECTS = 50_000;
const CALLS = 4_000;
const PEERS = ['icf', 'grpc', 'ndjson'];
const ROUNDS = 7;
const WARM_UP = 2;

const CALL_WORK = [
  ['getsPerSecond', 'get', 1],
  ['getsPerSecondBy16', 'get', 16],
  ['createsPerSecondBy16', 'create', 16],
];

async function search(pair, want) {
  const { ms, result } = await pair.run('search', OBJECTS);
  if (result.objects !== want.objects || result.sum !== want.sum) {
    throw new Error(`${JSON.stringify(result)} arrived, ${JSON.stringify(want)} was sent`);
  }
  return ms;
}

export default async function run() {
  const want = expected(OBJECTS);
  const pairs = new Map();
  for (const peer of PEERS) pairs.set(peer, await startPair(peer));
  const best = new Map(PEERS.map((peer) => [peer, Infinity]));
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    for (const peer of PEERS) {
      const ms = await search(pairs.get(peer), want);
      if (round >= 0) best.set(peer, Math.min(best.get(peer), ms));
    }
  }
  const figures = {};
  for (const [name, work, callers] of CALL_WORK) {
    let least = Infinity;
    for (let round = -WARM_UP; round < ROUNDS; round++) {
      const { ms } = await pairs.get('icf').run(work, CALLS, callers);
      if (round >= 0) least = Math.min(least, ms);
    }
    figures[name] = rounded((CALLS * 1000) / least);
  }
  for (const pair of pairs.values()) await pair.stop();
  const perSecond = (peer) => rounded((OBJECTS * 1000) / best.get(peer));
  return {
    objectsPerSecond: Object.fromEntries(PEERS.map((peer) => [peer, perSecond(peer)])),
    ratioToGrpc: rounded(best.get('grpc') / best.get('icf')),
    ratioToJson: rounded(best.get('ndjson') / best.get('icf')),
    ...figures,
    aims: { ratioToGrpc: 1.5, ratioToJson: 0.5 },
  };
}
