import { GuardedString } from '@icf-ts/framework';
import { ConnectorServer, keyHash } from '@icf-ts/connector-server';
import { certificates, STORE_PASSWORD } from './java-certificates.js';
import { CONNID_VERSION, type ClientRun, type ClientStep, type JavaPeer } from './java-peer.js';
import { mirrorManager } from './mirror/mirror-manager.js';

const KEY = 'interöp key \u{1F511}';

/** What ConnId's client reports about the stock server and about ours, by the name of the scenario. */
export interface Drive {
  readonly run: ClientRun;
  readonly stock: ReadonlyMap<string, ClientStep>;
  readonly ours: ReadonlyMap<string, ClientStep>;
}

/**
 * One JVM sends everything to ConnId's own server with the Java mirror, then to ours with its twin. Ours also runs with
 * two certificates: one in the JVM's trust store, one that the client only trusts when it is handed over.
 */
export async function driveBoth(java: JavaPeer): Promise<Drive> {
  const [trusted, other] = await certificates(java.keytool, CONNID_VERSION, ['trusted', 'other']);
  const start = (tls?: { pfx: Buffer; passphrase: string }) =>
    ConnectorServer.start({
      connectors: mirrorManager(),
      keyHash: keyHash(new GuardedString(KEY)),
      port: 0,
      ...(tls ? { tls: { pfx: tls.pfx, passphrase: tls.passphrase } } : {}),
    });
  const stock = await java.startServer({ key: KEY, bundles: [java.mirrorBundle] });
  const ours = await Promise.all([start(), start(trusted), start(other)]);
  try {
    const [plain, withTrusted, withOther] = ours.map(({ port }) => String(port));
    const run = await java.runDrive(
      [
        ...[`stock=${stock.port}`, `ours=${plain}`, `trusted=${withTrusted}`, `other=${withOther}`],
        ...[`key=${KEY}`, `otherStore=${other!.trustStore}`, `password=${STORE_PASSWORD}`],
      ],
      [
        '-Dfile.encoding=UTF-8',
        '-Dsun.jnu.encoding=UTF-8',
        `-Djavax.net.ssl.trustStore=${trusted!.trustStore}`,
        `-Djavax.net.ssl.trustStorePassword=${STORE_PASSWORD}`,
      ],
    );
    const about = (target: string) =>
      new Map(run.steps.filter((step) => step['target'] === target).map((step) => [step.step, step]));
    return { run, stock: about('stock'), ours: about('ours') };
  } finally {
    await Promise.all([stock.stop(), ...ours.map((server) => server.close())]);
  }
}
