import { readFileSync } from 'node:fs';
import {
  SITUATIONS,
  SourceDocument,
  compileCorrelation,
  compileMapping,
  presetNames,
  readActions,
} from '@icf-ts/provisioning';
import { expect } from 'chai';

const page = (name: string): string =>
  readFileSync(new URL(`../../../../docs/provisioning/${name}.md`, import.meta.url), 'utf8');
const examples = (name: string): readonly string[] =>
  [...page(name).matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml]) => yaml!);
const section = (yaml: string) => new SourceDocument(yaml, 'example.yaml').section();

describe('the documents of the provisioning side', () => {
  it('have maps that compile', async () => {
    const [whole, entries, oracle] = examples('mapping');
    await compileMapping(section(whole!));
    await compileMapping(section(`entries:\n${entries!.replace(/^/gm, '  ')}`));
    await compileMapping(section(oracle!));
  });

  it('have rules and actions that can be read', async () => {
    const [rules, actions] = examples('correlation');
    await compileCorrelation(section(rules!));
    for (const each of actions!.split('# or')) readActions(section(each).at('actions'));
  });

  it('name every preset and every situation', () => {
    for (const name of presetNames('maps')) expect(page('mapping')).to.include(`\`${name}\``);
    for (const name of [
      ...presetNames('correlations'),
      ...presetNames('actions'),
      ...Object.keys(SITUATIONS),
    ]) {
      expect(page('correlation')).to.include(`\`${name}\``);
    }
  });
});
