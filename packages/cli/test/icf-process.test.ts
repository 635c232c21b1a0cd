import { createServer, type AddressInfo } from 'node:net';
import { expect } from 'chai';
import { IcfProcess } from './icf-process.js';

const DEMO = ['demo', '--port', '0', '--org-port', '0', '--users', '50'];

describe('icf', () => {
  const started: IcfProcess[] = [];
  const icf = (...args: string[]): IcfProcess => {
    const child = new IcfProcess(...args);
    started.push(child);
    return child;
  };
  afterEach(async () => {
    for (const child of started.splice(0)) await child.discard();
  });

  it('takes the tour once', async () => {
    const { code, output, errors } = await icf(...DEMO, '--once').ended;
    expect(errors).to.equal('');
    expect(code).to.equal(0);
    expect(output).to.match(/✔ list all users +\d+ users/);
    expect(output).to.not.include('\u001b');
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    it(`stays up until ${signal}, even a repeated one`, async () => {
      const child = icf(...DEMO);
      await child.printed('Ready.');
      child.send(signal);
      child.send(signal);
      expect(await child.ended).to.include({ code: 0, signal: null, errors: '' });
    });
  }

  it('refuses a taken port in two lines', async () => {
    const occupant = createServer();
    await new Promise<void>((resolve) => occupant.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = occupant.address() as AddressInfo;
      const { code, errors } = await icf('demo', '--org-port', '0', '--port', String(port)).ended;
      expect(code).to.equal(1);
      expect(errors.split('\n')).to.have.length(3);
      expect(errors).to.match(/Choose another: npm start -- --port \d+/);
    } finally {
      await new Promise((resolve) => occupant.close(resolve));
    }
  });
});
