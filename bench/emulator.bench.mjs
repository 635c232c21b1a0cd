// A full query of the emulated org over HTTP, page by page, against a plain server that sends the same bytes from memory:
// what the org adds to the cost of the bytes.
import { once } from 'node:events';
import { createServer, request, Agent } from 'node:http';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { startOrg } from '@icf-ts/salesforce-emulator';
import { rounded } from './measure.mjs';

const USERS = 100_000;
const ROUNDS = 5;
const QUERIES = {
  narrow: 'SELECT Id FROM User',
  typical:
    'SELECT Id, Username, FirstName, LastName, Email, IsActive, ProfileId, Profile.Name, UserRole.Name, SystemModstamp FROM User',
  sorted: 'SELECT Id, Username, Email, SystemModstamp FROM User ORDER BY SystemModstamp, Id',
};

/** Servers run in threads of their own, so that reading the answers costs them nothing. */
if (!isMainThread) {
  if (workerData.pages) servePages(workerData.pages);
  else await serveOrg();
}

async function serveOrg() {
  const org = await startOrg({ users: USERS, dailyApiLimit: 1_000_000 });
  const { clientId, clientSecret, username, password, securityToken } = org.credentials;
  const answer = await fetch(`${org.url}/services/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'password',
      client_id: clientId,
      client_secret: clientSecret,
      username,
      password: password + securityToken,
    }),
  });
  parentPort.postMessage({ url: org.url, token: (await answer.json()).access_token });
}

async function servePages(pages) {
  const server = createServer((incoming, outgoing) => {
    outgoing.setHeader('content-type', 'application/json;charset=UTF-8');
    outgoing.end(pages[Number(incoming.url.slice(1))]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  parentPort.postMessage({ url: `http://127.0.0.1:${server.address().port}` });
}

async function startWorker(data) {
  const worker = new Worker(import.meta.filename, { workerData: data });
  const [message] = await once(worker, 'message');
  return { ...message, stop: () => worker.terminate() };
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

function get(url, token) {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers: token ? { authorization: `Bearer ${token}` } : {} }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => resolve(Buffer.concat(chunks)));
      answer.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}

/** The place of the next page: before the records, so no page needs to be parsed. */
const nextOf = (page) => /"nextRecordsUrl":"([^"]+)"/.exec(page.subarray(0, 300).toString('latin1'))?.[1];

async function allPages({ url, token }, soql) {
  const pages = [];
  let path = `/services/data/v62.0/query?q=${encodeURIComponent(soql)}`;
  while (path) {
    const page = await get(url + path, token);
    pages.push(page);
    path = nextOf(page);
  }
  return pages;
}

async function fastestMs(work) {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

export default async function run() {
  const org = await startWorker({});
  const results = {};
  for (const [name, soql] of Object.entries(QUERIES)) {
    const pages = await allPages(org, soql);
    const orgMs = await fastestMs(() => allPages(org, soql));
    const plain = await startWorker({ pages });
    const plainMs = await fastestMs(async () => {
      for (const index of pages.keys()) await get(`${plain.url}/${index}`);
    });
    await plain.stop();
    const parseMs = await fastestMs(() => {
      for (const page of pages) JSON.parse(page.toString());
    });
    const bytes = pages.reduce((sum, page) => sum + page.length, 0);
    results[name] = {
      pages: pages.length,
      megabytes: rounded(bytes / 1e6),
      orgRowsPerSecond: rounded((USERS * 1000) / orgMs),
      plainRowsPerSecond: rounded((USERS * 1000) / plainMs),
      timesPlain: rounded(orgMs / plainMs),
      clientParseMs: rounded(parseMs),
      orgMs: rounded(orgMs),
    };
  }
  await org.stop();
  agent.destroy();
  return results;
}
