// Root hooks: an unhandled rejection fails the test it happens in; a server or socket left open fails the run, or
// the test file where each file is a run of its own.
import net from 'node:net';

const SOCKETS_CLOSE_MS = 1_000;
const PROCESS_ENDS_MS = 5_000;
const POLL_MS = 20;

const openServers = new Map();
let runningTest = 'while loading the test files';

// Where each server was opened: the name to report when nobody closes it.
const { listen } = net.Server.prototype;
net.Server.prototype.listen = function listenAndRemember(...args) {
  openServers.set(this, runningTest);
  this.once('close', () => openServers.delete(this));
  return listen.apply(this, args);
};

const rejections = [];
process.on('unhandledRejection', (reason) => rejections.push({ reason, during: runningTest }));

function takeRejection() {
  const [first] = rejections.splice(0);
  if (!first) return undefined;
  return new Error(`unhandled rejection (${first.during}): ${first.reason?.stack ?? first.reason}`, {
    cause: first.reason,
  });
}

export const mochaHooks = {
  beforeEach() {
    runningTest = `in '${this.currentTest.fullTitle()}'`;
  },
  async afterEach() {
    await new Promise(setImmediate); // rejections are reported after the microtasks
    const error = takeRejection();
    if (error) this.test.error(error); // fails the test; a hook that throws would end the whole run
  },
  async afterAll() {
    endOfProcess();
    await nothingLeftOpen();
  },
};

/** @throws Error when a rejection went unhandled, or a server or socket is still open. */
export async function nothingLeftOpen() {
  await new Promise(setImmediate);
  await waitForSockets();
  const error = takeRejection();
  if (error) throw error;
  const leaks = [...leakedServers(), ...leakedSockets()];
  if (leaks.length > 0) throw new Error(`left open at the end of the tests: ${leaks.join('; ')}`);
}

const openResources = (kinds) => process.getActiveResourcesInfo().filter((name) => kinds.includes(name));

function leakedServers() {
  const named = [...openServers]
    .filter(([server]) => server.listening)
    .map(([server, opened]) => `server on ${JSON.stringify(server.address())}, opened ${opened}`);
  return named.length > 0 ? named : openResources(['TCPServerWrap', 'PipeServerWrap']);
}

const leakedSockets = () => openResources(['TCPSocketWrap', 'TLSWrap']);

async function waitForSockets() {
  const deadline = Date.now() + SOCKETS_CLOSE_MS;
  while ((leakedSockets().length > 0 || leakedServers().length > 0) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Something that still keeps the process alive must not hang the build: say what, and end it. */
export function endOfProcess() {
  const timer = setTimeout(() => {
    const resources = [...new Set(process.getActiveResourcesInfo())].join(', ');
    console.error(`the tests are over but the process is kept alive by: ${resources}`);
    process.exit(1);
  }, SOCKETS_CLOSE_MS + PROCESS_ENDS_MS);
  timer.unref();
}
