import type { ConnectorFacade } from '../../../api/connector-facade.js';
import { AttributeDelta } from '../../../common/attribute-delta.js';
import { OPERATION_NAMES, type OperationName } from '../../../common/operations.js';
import { ScriptContext } from '../../../common/script.js';
import { GuardedString } from '../../../common/security/guarded-string.js';
import { Uid } from '../../../common/uid.js';
import { must, mustEqual, mustRefuse } from '../assertions.js';
import type { Bench } from '../bench.js';
import { casesOf } from '../contract-case.js';

type Call = (facade: ConnectorFacade, bench: Bench) => Promise<unknown>;
const script = new ScriptContext('any', 'text');
const uidOf = ({ subject }: Bench): Uid => new Uid(subject.unknownUid);

/** One call of every operation. */
const CALLS: Record<OperationName, Call> = {
  schema: (facade) => facade.schema(),
  test: (facade) => facade.test(),
  validate: (facade) => facade.validate(),
  discoverConfiguration: (facade) => facade.discoverConfiguration(),
  create: (facade, bench) => facade.create(bench.type, bench.attributes(bench.name())),
  update: (facade, bench) => facade.update(bench.type, uidOf(bench), [bench.text()]),
  updateDelta: (facade, bench) =>
    facade.updateDelta(bench.type, uidOf(bench), [
      new AttributeDelta(bench.subject.text.name, { replace: [] }),
    ]),
  delete: (facade, bench) => facade.delete(bench.type, uidOf(bench)),
  batch: (facade) => facade.batch([]).next(),
  get: (facade, bench) => facade.get(bench.type, uidOf(bench)),
  search: (facade, bench) => facade.search(bench.type).next(),
  count: (facade, bench) => facade.count(bench.type),
  sync: (facade, bench) => facade.sync(bench.type).next(),
  liveSync: (facade, bench) => facade.liveSync(bench.type).next(),
  authenticate: (facade, bench) => facade.authenticate(bench.type, bench.name(), new GuardedString('x')),
  resolveUsername: (facade, bench) => facade.resolveUsername(bench.type, bench.name()),
  scriptOnConnector: (facade) => facade.runScriptOnConnector(script),
  scriptOnResource: (facade) => facade.runScriptOnResource(script),
};

export const facadeCases = casesOf(
  'facade',
  (add) => {
    add('says of every operation whether it can be called', async (bench) => {
      for (const name of OPERATION_NAMES) {
        // What one class of objects lacks, another may have.
        if (!bench.subject.supports(name)) continue;
        mustEqual(bench.facade.supports(name), true, `supports('${name}')`);
      }
      mustEqual(bench.facade.supports('noSuchOperation'), false, "supports('noSuchOperation')");
    });
    add('refuses every operation that nobody serves', async (bench) => {
      for (const name of OPERATION_NAMES) {
        if (bench.facade.supports(name)) continue;
        const call = async (): Promise<unknown> => CALLS[name](bench.facade, bench);
        await mustRefuse(call(), ['UnsupportedOperationException'], name);
      }
    });
    add('refuses every operation after dispose', async (bench) => {
      const facade = await bench.anotherFacade();
      await facade.dispose();
      for (const name of OPERATION_NAMES.filter((candidate) => facade.supports(candidate))) {
        const call = async (): Promise<unknown> => CALLS[name](facade, bench);
        await mustRefuse(call(), ['IllegalArgumentException'], `${name} after dispose`);
      }
    });
    add('can be disposed twice, and without ever being used', async (bench) => {
      const facade = await bench.anotherFacade();
      await facade.dispose();
      await facade.dispose();
    });
    add('goes on after another facade was disposed', async (bench) => {
      const facade = await bench.anotherFacade();
      await facade.validate();
      await facade.dispose();
      await bench.facade.validate();
    });
    add('does not show what is secret in its configuration', async (bench) => {
      for (const { confidential, name, value } of bench.facade.configuration.properties) {
        const guarded = value === null || typeof value === 'object';
        must(!confidential || guarded, `the secret property '${name}' holds clear text`);
      }
    });
  },
  { keeper: 'framework' },
);
