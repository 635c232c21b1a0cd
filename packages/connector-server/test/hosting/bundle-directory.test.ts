import { cp, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BundleRegistry } from '@icf-ts/framework';
import { expect } from 'chai';
import { BundleDirectory, shareFramework, type Look } from '#src/hosting/index.js';
import { HostFolder } from './host-folder.js';

const SETTLE_MS = 1_000;

describe('the directory of bundles', () => {
  before(shareFramework);
  const folder = new HostFolder();
  let registry: BundleRegistry;
  let problems: string[];
  let directory: BundleDirectory;
  let nowMs: number;
  beforeEach(async () => {
    await folder.open();
    registry = new BundleRegistry();
    problems = [];
    directory = new BundleDirectory(folder.of('bundles'), registry, {
      settleMs: SETTLE_MS,
      drainMs: 1_000,
      onProblem: (at, { message }) => problems.push(`${at.slice(folder.path.length + 1)}: ${message}`),
    });
    // Long after whatever the tests write.
    nowMs = Date.now() + 3_600_000;
  });
  afterEach(async () => {
    await registry.dispose();
    await folder.close();
  });

  /** Looks, then again when everything has had the time to settle. */
  const settle = async (): Promise<Look> => {
    await directory.look(nowMs);
    return directory.look((nowMs += SETTLE_MS));
  };
  const loaded = (): readonly string[] => registry.bundles.map(({ version }) => version).sort();

  it('is loaded at first sight where it rests, versions side by side; what is no bundle is left alone', async () => {
    await folder.bundle('bundles/a', '1.0.0');
    await folder.bundle('bundles/b', '1.1.0');
    await mkdir(folder.of('bundles/nothing'));
    expect(await directory.look(nowMs))
      .to.have.property('unsettled')
      .that.deep.equals([]);
    expect(loaded()).to.deep.equal(['1.0.0', '1.1.0']);
    expect(problems).to.deep.equal([]);
  });

  it('a bundle that is still being copied is not loaded half', async () => {
    const whole = await folder.bundle('whole', '1.0.0');
    const half = folder.of('bundles/copied');
    await mkdir(half);
    await cp(join(whole, 'package.json'), join(half, 'package.json'));
    const writtenMs = Date.now();
    expect((await directory.look(writtenMs)).unsettled).to.deep.equal([half]);
    await cp(join(whole, 'index.js'), join(half, 'index.js'));
    // It has changed since: its rest begins anew.
    expect((await directory.look(writtenMs + SETTLE_MS)).unsettled).to.deep.equal([half]);
    expect(loaded()).to.deep.equal([]);
    expect((await directory.look(writtenMs + 2 * SETTLE_MS)).unsettled).to.deep.equal([]);
    expect(loaded()).to.deep.equal(['1.0.0']);
    expect(problems).to.deep.equal([]);
  });

  it('a bundle that cannot be loaded is told once, keeps no other out, and is tried again when it has changed', async () => {
    await folder.bundle('bundles/a', '1.0.0', { manifest: { framework: '^99' } });
    await folder.bundle('bundles/b', '2.0.0');
    await folder.write('bundles/c/package.json', '{ "name": ');
    await settle();
    await settle();
    expect(loaded()).to.deep.equal(['2.0.0']);
    expect(problems).to.have.length(2);
    expect(problems[0]).to.match(/^bundles\/a: .*wants framework \^99/);
    expect(problems[1]).to.match(/^bundles\/c: .*JSON/);
    await folder.bundle('bundles/a', '1.0.0');
    await folder.bundle('bundles/c', '3.0.0');
    await settle();
    expect(loaded()).to.deep.equal(['1.0.0', '2.0.0', '3.0.0']);
    expect(problems).to.have.length(2);
  });

  it('a bundle that goes is taken out, one that moves stays without a gap', async () => {
    await folder.bundle('bundles/a', '1.0.0');
    await folder.bundle('bundles/b', '2.0.0');
    await settle();
    const gaps: number[] = [];
    registry.events.on('bundleRemoved', () => setImmediate(() => gaps.push(registry.bundles.length)));
    await rename(folder.of('bundles/a'), folder.of('bundles/moved'));
    const { drained } = await settle();
    expect((await drained).map(({ drained: isDrained }) => isDrained)).to.deep.equal([]);
    expect(loaded()).to.deep.equal(['1.0.0', '2.0.0']);
    await rm(folder.of('bundles/moved'), { recursive: true });
    const last = await directory.look(nowMs);
    expect((await last.drained).map(({ drained: isDrained }) => isDrained)).to.deep.equal([true]);
    expect(loaded()).to.deep.equal(['2.0.0']);
  });

  it('a link that is pointed at another version replaces the bundle', async () => {
    await symlink(await folder.bundle('store/1', '1.0.0'), folder.of('bundles/current'));
    await settle();
    await symlink(await folder.bundle('store/2', '1.1.0'), folder.of('bundles/.next'));
    await rename(folder.of('bundles/.next'), folder.of('bundles/current'));
    await settle();
    expect(loaded()).to.deep.equal(['1.1.0']);
    expect(problems).to.deep.equal([]);
  });

  it('another version written over the old one is refused, and the old one goes on', async () => {
    await folder.bundle('bundles/same', '1.0.0');
    await settle();
    await folder.bundle('bundles/same', '1.1.0');
    await settle();
    await settle();
    expect(loaded()).to.deep.equal(['1.0.0']);
    expect(problems).to.have.length(1);
    expect(problems[0]).to.match(/Put the new version into a folder of its own, or restart/);
  });

  it('a version that went may come back', async () => {
    await folder.bundle('bundles/v1', '1.0.0');
    await settle();
    await folder.bundle('bundles/v2', '1.1.0');
    await rename(folder.of('bundles/v1'), folder.of('v1'));
    await settle();
    expect(loaded()).to.deep.equal(['1.1.0']);
    await rename(folder.of('v1'), folder.of('bundles/v1'));
    await rm(folder.of('bundles/v2'), { recursive: true });
    await settle();
    expect(loaded()).to.deep.equal(['1.0.0']);
    expect(problems).to.deep.equal([]);
  });

  it('a directory that cannot be read changes nothing', async () => {
    await folder.bundle('bundles/a', '1.0.0');
    await settle();
    await rename(folder.of('bundles'), folder.of('away'));
    const failure = await directory.look(nowMs).catch((error: Error) => error);
    expect(failure).to.have.property('name', 'ConfigurationException');
    expect(loaded()).to.deep.equal(['1.0.0']);
    await writeFile(folder.of('bundles'), '');
  });
});
