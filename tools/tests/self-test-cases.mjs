// Test files that must fail a run, each with what the report must say of it.
export const CASES = [
  {
    file: 'fails',
    source: `it('fails', () => { throw new Error('planted'); });`,
    says: /fails\.test\.mjs\n {2}.*planted/s,
  },
  {
    file: 'fails-in-a-hook',
    source: `before(() => { throw new Error('of the hook'); }); it('x', () => {});`,
    says: /"before all" hook.*of the hook/s,
  },
  {
    file: 'rejects',
    source: `it('rejects', () => { void Promise.reject(new Error('nobody caught it')); });`,
    says: /unhandled rejection \(in 'planted rejects'\): Error: nobody caught it/,
    passed: 1, // It failed in the hook behind it.
  },
  {
    file: 'leaves-open',
    source: `it('listens', (done) => { net.createServer().listen(0, done); });`,
    says: /left open at the end of the tests: server on .*opened in 'planted listens'/,
    passed: 1,
  },
  {
    file: 'waits',
    source: `it('waits', () => new Promise(() => {})).timeout(50);`,
    says: /waits\.test\.mjs\n.*Timeout of 50ms exceeded/s,
  },
  {
    file: 'blocks',
    source: `it('blocks', () => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); });`,
    says: /blocks\.test\.mjs\n {2}no sign of life for \d+ s, in 'planted blocks': ended/,
  },
  {
    file: 'never-over',
    source: `it('goes on', () => new Promise(() => {})).timeout(0);`,
    says: /never-over\.test\.mjs\n {2}not over after \d+ s, in 'planted goes on': ended/,
  },
  {
    file: 'exits',
    source: `it('exits', () => process.exit(0));`,
    says: /exits\.test\.mjs\n {2}the process ended with exit code 0, in 'planted exits'/,
  },
  {
    file: 'crashes', // with a child that has its output, and would keep it open
    source: `it('crashes', () => {
      spawn(process.execPath, ['-e', 'setTimeout(() => {}, 1e6)'], { stdio: 'inherit' });
      process.kill(process.pid, 'SIGKILL');
      return new Promise(() => {});
    });`,
    says: /crashes\.test\.mjs\n {2}the process ended with exit code 137, in 'planted crashes'/,
  },
  {
    file: 'import',
    source: `import './no-such-file.mjs'; it('x', () => {});`,
    says: /import\.test\.mjs\n {2}could not be loaded: .*no-such-file\.mjs/,
  },
  {
    file: 'throws-at-load',
    source: `throw new Error('while it is loaded');`,
    says: /throws-at-load\.test\.mjs\n {2}could not be loaded: Error: while it is loaded/,
  },
  {
    file: 'only',
    source: `it.only('x', () => {});`,
    says: /only\.test\.mjs\n {2}could not be loaded: Error: `\.only` forbidden/,
  },
  { file: 'empty', source: ``, says: /empty\.test\.mjs\n {2}has no tests/ },
  {
    file: 'stays', // last: no other case may end its process
    source: `it('starts a timer', () => { setInterval(() => {}, 1e6); });`,
    says: /the tests are over but the process is kept alive by: .*Timeout/,
    passed: 1,
  },
];
