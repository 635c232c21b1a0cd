import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse, parseAllDocuments } from 'yaml';
import { IcfProcess } from '../icf-process.js';

const ROOT = join(import.meta.dirname, '../../../..');
const MAIN = '/packages/cli/dist/main.js';
const CONFIGURATION = '/etc/icf-ts/connector-server.yaml';

const deploy = (name: string): Promise<string> => readFile(join(ROOT, 'deploy', name), 'utf8');

interface Manifest {
  readonly kind: string;
  readonly data?: Record<string, string>;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- a document of Kubernetes' own form
  readonly spec?: any;
}

/** What can be seen of the files for containers and systemd without a container or systemd. */
describe('what a server is deployed with', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'icf-deploy-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Runs the words of a command line as they stand there, on a configuration of which all files are in the folder. */
  const run = async (words: readonly string[], configuration: string): Promise<IcfProcess> => {
    const fixtures = join(ROOT, 'packages/connector-server/test/fixtures/hosting');
    await mkdir(join(folder, 'bundles'));
    for (const [name, content] of [
      ['server.crt', await readFile(join(fixtures, 'first.crt'), 'utf8')],
      ['server.key', await readFile(join(fixtures, 'first.key'), 'utf8')],
      ['connector-server-key', 'a key of the test\n'],
      [
        'c.yaml',
        configuration
          .replaceAll('/run/secrets', folder)
          .replace('/bundles', `${folder}/bundles`)
          .replace('8760', '0'),
      ],
    ] as const)
      await writeFile(join(folder, name), content);
    expect(words[0]).to.match(/^(\/usr\/bin\/)?node$/);
    const main = words.findIndex((word) => word.endsWith(MAIN));
    expect(main, words.join(' ')).to.be.greaterThan(0);
    for (const option of words.slice(1, main))
      expect(process.allowedNodeEnvironmentFlags.has(option.split('=')[0]!), option).to.equal(true);
    return new IcfProcess(
      ...words.slice(main + 1).map((word) => (word === CONFIGURATION ? join(folder, 'c.yaml') : word)),
    );
  };
  const docker = async (instruction: string): Promise<readonly string[]> => {
    const line = new RegExp(`^${instruction}\\b.*?(\\[.*\\])$`, 'm').exec(await deploy('Dockerfile'))![1]!;
    return JSON.parse(line) as string[];
  };
  const kubernetes = async (): Promise<readonly Manifest[]> =>
    parseAllDocuments(await deploy('kubernetes.yaml')).map((document) => document.toJS() as Manifest);
  const drainSeconds = (configuration: string): number =>
    (parse(configuration) as { server: { drainTimeoutMs: number } }).server.drainTimeoutMs / 1000;

  it('the container starts with its configuration, and stops as told', async () => {
    const configuration = (await deploy('connector-server.yaml')).replace(
      'host: 0.0.0.0',
      'host: 127.0.0.1\n  port: 0',
    );
    const words = [...(await docker('ENTRYPOINT')), ...(await docker('CMD'))];
    const running = await run(words, configuration);
    try {
      await running.printed('Listening');
      running.send('SIGTERM');
      expect((await running.ended).code).to.equal(0);
    } finally {
      await running.discard();
    }
  });

  it('the health check of the image is a command that there is', async () => {
    const { code, errors } = await (
      await run(await docker('HEALTHCHECK'), await deploy('connector-server.yaml'))
    ).ended;
    expect(code).to.equal(1);
    expect(errors).to.include('/health/ready cannot be reached');
  });

  it('Kubernetes has the same configuration, probes it at the endpoint, and waits longer than it drains', async () => {
    const [map, deployment, service] = await kubernetes();
    const configuration = map!.data!['connector-server.yaml']!;
    expect(parse(configuration)).to.deep.equal(parse(await deploy('connector-server.yaml')));
    const {
      terminationGracePeriodSeconds: graceSeconds,
      containers,
      volumes,
    } = deployment!.spec.template.spec;
    const [{ ports, livenessProbe, readinessProbe, lifecycle, volumeMounts }] = containers;
    expect(graceSeconds).to.be.greaterThan(
      Number(lifecycle.preStop.exec.command[1]) + drainSeconds(configuration),
    );
    expect(livenessProbe.httpGet).to.deep.equal({ path: '/health/live', port: 'health' });
    expect(readinessProbe.httpGet).to.deep.equal({ path: '/health/ready', port: 'health' });
    const { endpoint } = parse(configuration) as { endpoint: { port: number } };
    expect(ports).to.deep.include({ name: 'health', containerPort: endpoint.port });
    expect(volumeMounts.map(({ name }: { name: string }) => name)).to.deep.equal(
      volumes.map(({ name }: { name: string }) => name),
    );
    expect(service!.spec.selector).to.deep.equal(deployment!.spec.selector.matchLabels);
  });

  it('compose mounts what the configuration names, and waits longer than it drains', async () => {
    const { services, secrets } = parse(await deploy('compose.yaml')) as {
      services: Record<string, { secrets: string[]; stop_grace_period: string; volumes: string[] }>;
      secrets: object;
    };
    const configuration = await deploy('connector-server.yaml');
    const { secrets: used, stop_grace_period: grace, volumes } = services['connector-server']!;
    expect(used).to.deep.equal(Object.keys(secrets));
    for (const name of used) expect(configuration).to.include(`/run/secrets/${name}`);
    expect(volumes[0]).to.equal(`./connector-server.yaml:${CONFIGURATION}:ro`);
    expect(parseInt(grace)).to.be.greaterThan(drainSeconds(configuration));
  });

  it('the systemd unit runs a command that there is, and waits longer than it drains', async () => {
    const unit = await deploy('icf-connector-server.service');
    const words = /^ExecStart=(.*)$/m.exec(unit)![1]!.split(' ');
    const check = words.map((word) => (word === 'run' ? 'check' : word));
    const { code, output } = await (await run(check, await deploy('connector-server.yaml'))).ended;
    expect(output).to.match(/0 errors, 0 warnings\n$/);
    expect(code).to.equal(0);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)![1])).to.be.greaterThan(30);
  });
});
