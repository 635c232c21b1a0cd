import { attribute, filters } from '@icf-ts/framework';
import {
  SourceDocument,
  addIdentities,
  compileCorrelation,
  compileMapping,
  readActions,
  reconcileInbound,
  reconcileOutbound,
} from '@icf-ts/provisioning';
import { expect } from 'chai';
import { describeOnBoth } from '../database/both-databases.js';
import { ACCOUNT, identities, job, target } from './reconciliation-bench.js';

const CONFIGURATION = `
map:
  entries:
    - { identity: userName, attribute: __NAME__, required: true, textCase: ignore }
    - { identity: name.familyName, attribute: sn, outbound: { defaultExpression: identity.userName } }
    - { identity: title, attribute: title }
rules:
  rules:
    - anyOf:
        - allOf:
            - { identity: userName, attribute: __NAME__ }
            - { identity: title, attribute: title }
inbound: oracle-trusted
outbound: provision
`;

async function parts() {
  const document = new SourceDocument(CONFIGURATION, 'icf.yaml');
  const correlation = await compileCorrelation(document.section('rules'));
  return {
    document,
    correlation,
    mapping: await compileMapping(document.section('map'), { alsoGet: correlation.attributes! }),
  };
}

describeOnBoth('reconciling by what a configuration says', (database) => {
  it('creates identities, and then brings their changes back into the system', async () => {
    const db = database();
    const { document, ...configured } = await parts();
    const facade = await target(['ann', 'bob']);
    const inbound = job(facade, {
      ...configured,
      identityType: 'configured',
      actions: readActions(document.section('inbound')),
    });
    expect((await reconcileInbound(db, inbound)).counts).to.deep.equal({
      ABSENT: { create: { changed: 2 } },
    });
    expect((await identities(db, 'configured'))[0]).to.deep.equal({
      userName: 'ann',
      name: { familyName: 'ann' },
      title: 'Clerk',
    });
    const { qualifies: _inbound, ...common } = inbound;
    const outbound = { ...common, name: 'out', actions: readActions(document.section('outbound')) };
    expect((await reconcileOutbound(db, outbound)).counts).to.deep.equal({
      CONFIRMED: { update: { unchanged: 2 } },
    });
    const [ann] = await facade.search(ACCOUNT, filters.equals('__NAME__', 'ann')).toArray();
    await facade.update(ACCOUNT, ann!.uid, [attribute('title', 'Boss')]);
    expect((await reconcileOutbound(db, outbound)).counts).to.deep.equal({
      CONFIRMED: { update: { unchanged: 1, changed: 1 } },
    });
    await facade.dispose();
  });

  it('links an identity to the object that all elements of the rule fit, and not to one that some fit', async () => {
    const db = database();
    const { document, ...configured } = await parts();
    const facade = await target(['eva']);
    const keysOf = (attributes: { userName: string; title: string }) => ({
      type: 'fitting',
      attributes,
      keys: configured.correlation.keysOf(attributes),
    });
    await addIdentities(db, [
      keysOf({ userName: 'EVA', title: 'Clerk' }),
      keysOf({ userName: 'eva', title: 'Boss' }),
    ]);
    const { qualifies: _inbound, ...common } = job(facade, {
      ...configured,
      system: 'fitting',
      identityType: 'fitting',
    });
    const outbound = { ...common, actions: readActions(document.section('outbound')) };
    const { counts } = await reconcileOutbound(db, { ...outbound, name: 'fitting' }, { dryRun: true });
    expect(counts).to.deep.equal({ FOUND: { link: { changed: 1 } }, ABSENT: { create: { changed: 1 } } });
    await facade.dispose();
  });
});
