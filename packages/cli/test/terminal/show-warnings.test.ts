import { expect } from 'chai';
import { showWarnings } from '#src/terminal/show-warnings.js';

const aTurn = (): Promise<void> => new Promise(setImmediate);

describe('warnings', () => {
  let others: NodeJS.WarningListener[];
  let seen: string[];
  beforeEach(() => {
    others = process.listeners('warning') as NodeJS.WarningListener[];
    seen = [];
    process.removeAllListeners('warning');
    process.on('warning', ({ name }) => void seen.push(name));
  });
  afterEach(() => {
    process.removeAllListeners('warning');
    for (const listener of others) process.on('warning', listener);
  });

  it('of connectors are a line on standard error, and all others are left to Node', async () => {
    let errors = '';
    showWarnings({ writeError: (text) => (errors += text) });
    process.emitWarning('a connector: it ends soon', 'IcfWarning', 'ends-soon');
    process.emitWarning('of something else', 'OtherWarning');
    await aTurn();
    expect(errors).to.equal('warning: a connector: it ends soon\n');
    expect(seen).to.deep.equal(['OtherWarning']);
  });
});
