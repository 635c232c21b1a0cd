import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { LineFile } from '#src/observing/line-file.js';

const FULL = '/dev/full';
const numbered = (count: number): string[] =>
  Array.from(
    { length: count },
    (_, i) => `{"line":${String(i).padStart(4, '0')},"text":"${'x'.repeat(25)}"}\n`,
  );

describe('a file of lines', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'icf-lines-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps the order of more than one write takes, and has all of it when closed', async () => {
    const path = join(folder, 'lines');
    const file = await LineFile.open(path);
    const lines = numbered(20_000);
    for (const line of lines) file.write(line);
    await file.close();
    expect(readFileSync(path, 'utf8')).to.equal(lines.join(''));
  });

  it('appends to what there is, and takes nothing once it is closed', async () => {
    const path = join(folder, 'lines');
    const lost: string[] = [];
    for (const text of ['one\n', 'two\n']) {
      const file = await LineFile.open(path, { onLost: (line) => lost.push(line) });
      file.write(text);
      await file.close();
      await file.close();
      file.write('late\n');
    }
    expect(readFileSync(path, 'utf8')).to.equal('one\ntwo\n');
    expect(lost).to.deep.equal(['late\n', 'late\n']);
  });

  it('loses no line to rotations in the middle of writing', async () => {
    const path = join(folder, 'lines');
    const file = await LineFile.open(path);
    const lines = numbered(3000);
    const { renameSync } = await import('node:fs');
    for (const [at, line] of lines.entries()) {
      file.write(line);
      if (at % 1000 === 500) {
        renameSync(path, `${path}.${at}`);
        await file.reopen();
      }
    }
    await file.close();
    const parts = ['.500', '.1500', '.2500', ''].map((end) => readFileSync(path + end, 'utf8'));
    expect(parts.join('')).to.equal(lines.join(''));
    for (const part of parts) expect(part).to.match(/^\{[^]*\n$/);
  });

  it('a full disk costs what is beyond the limit at once, and the rest at the end; each line is told', async function () {
    if (!existsSync(FULL)) this.skip();
    const lost: string[] = [];
    let failures = 0;
    const file = await LineFile.open(FULL, {
      maxWaitingBytes: 100,
      onFailure: () => failures++,
      onLost: (line) => lost.push(line),
    });
    const lines = numbered(5);
    for (const line of lines) file.write(line);
    expect(lost, 'two fit into the limit').to.deep.equal(lines.slice(2));
    await file.close();
    expect(failures).to.be.at.least(1);
    expect(lost.sort()).to.deep.equal(lines);
  });

  // A real write that ends within a line: the system's limit for the size of a file, in a process of its own.
  for (const [how, repair] of [
    ['goes on in a new file', `renameSync(path, path + '.1'); done(file.reopen());`],
    [
      'goes on in the same file once there is room',
      `writeFileSync(path, readFileSync(path).subarray(-20)); done();`,
    ],
  ] as const) {
    it(`a line that was torn is written anew: ${how}`, () => {
      const path = join(folder, 'lines');
      const program = `
        import { readFileSync, renameSync, writeFileSync } from 'node:fs';
        import { LineFile } from ${JSON.stringify(import.meta.resolve('#src/observing/line-file.js'))};
        const path = process.argv[1];
        let done;
        let broken = true;
        const repaired = new Promise((resolve) => (done = resolve));
        const file = await LineFile.open(path, { retryMs: 1, onFailure: () => {
          if (!broken) return;
          broken = false;
          ${repair}
        } });
        for (const line of JSON.parse(process.argv[2])) file.write(line);
        await repaired;
        await file.close();
        process.stdout.write('closed');`;
      const lines = numbered(18);
      const shell = `trap '' XFSZ; ulimit -f 1; exec "$0" --input-type=module --eval "$1" "$2" "$3"`;
      const told = execFileSync('sh', ['-c', shell, process.execPath, program, path, JSON.stringify(lines)], {
        encoding: 'utf8',
      });
      expect(told).to.equal('closed');
      const rotated = existsSync(`${path}.1`) ? readFileSync(`${path}.1`, 'utf8') : '';
      const rest = readFileSync(path, 'utf8');
      const whole = (text: string): string[] => text.match(/^\{.*\}\n/gm) ?? [];
      const found = [...whole(rotated), ...whole(rest)];
      // 512 bytes were written before the limit: whole lines, and the torn one, which is whole later.
      const first = Math.floor(512 / lines[0]!.length);
      expect(found).to.deep.equal(rotated ? lines : lines.slice(first));
    });
  }
});
