import { ACTIONS, SITUATIONS, SourceDocument, presetNames, readActions } from '@icf-ts/provisioning';
import { expect } from 'chai';

const actions = (yaml: string) => readActions(new SourceDocument(yaml, 'actions.yaml').section());

describe('action rules', () => {
  it('have the presets of Oracle and ForgeRock', () => {
    expect(actions('oracle-target'), 'table 1-15').to.include({
      ABSENT: 'ignore',
      FOUND: 'link',
      CONFIRMED: 'update',
    });
    expect(actions('oracle-trusted'), 'table 1-20').to.include({
      ABSENT: 'create',
      FOUND: 'link',
      CONFIRMED: 'update',
    });
    expect(actions('forgerock')).to.include({
      ABSENT: 'create',
      UNQUALIFIED: 'delete',
      MISSING: 'exception',
    });
  });

  it('know an action for every situation, also what nobody spoke of', () => {
    for (const preset of presetNames('actions')) {
      expect(actions(preset), preset).to.have.all.keys(Object.keys(SITUATIONS));
    }
    expect(actions('ABSENT: create')).to.include({ ABSENT: 'create', FOUND: 'report' });
  });

  it('go over a preset, in the words of Oracle, of ForgeRock or of icf-ts', () => {
    const given = 'preset: provision\nNo Matches Found: None\nMISSING: UNLINK\nUNASSIGNED: delete';
    expect(actions(given)).to.include({
      ABSENT: 'ignore',
      MISSING: 'unlink',
      UNASSIGNED: 'delete',
      FOUND: 'link',
    });
  });

  it('are refused where they make no sense, with their places', () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      [
        'ABSENT: update',
        /^actions\.yaml:1:1: ABSENT: 'update' makes no sense for ABSENT .*; there is create, ignore/,
      ],
      ['FOUND: link\nAMBIGUOUS: link', /^actions\.yaml:2:1: AMBIGUOUS: 'link' makes no sense/],
      ['CONFIRMED: create', /makes no sense/],
      ['No Matches Found: Establish Link', /makes no sense for No Matches Found/],
      ['ABSNT: create', /'ABSNT' is no situation; did you mean 'ABSENT'\?/],
      ['ABSENT: craete', /'craete' is no action; did you mean 'create'\?/],
      ['LINK_ONLY: ignore', /'LINK_ONLY' cannot arise: /],
      ['preset: orcale-target', /did you mean 'oracle-target'\?/],
    ];
    for (const [yaml, expected] of cases) expect(() => actions(yaml), yaml).to.throw(expected);
  });

  it('allow every action somewhere', () => {
    for (const action of Object.keys(ACTIONS)) {
      const allowed = Object.keys(SITUATIONS).some((situation) => {
        try {
          actions(`${situation}: ${action}`);
          return true;
        } catch {
          return false;
        }
      });
      expect(allowed, action).to.equal(true);
    }
  });
});
