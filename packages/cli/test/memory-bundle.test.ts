import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Name, ObjectClass, Uid, attribute, attributeOf, filters, loadBundle } from '@icf-ts/framework';
import { expect } from 'chai';

const ROOT = join(import.meta.dirname, '../../..');
const FOLDER = join(ROOT, 'examples/memory-bundle');
const { ACCOUNT } = ObjectClass;

describe('the example bundle', () => {
  it('is what the guide shows', async () => {
    // Prettier lays JSON out in another way inside Markdown.
    const dense = (text: string): string => text.replace(/\s+/g, '');
    const guide = dense(await readFile(join(ROOT, 'docs/write-a-bundle.md'), 'utf8'));
    for (const file of ['package.json', 'memory-connector.js', 'messages/Messages.yaml']) {
      expect(guide, file).to.include(dense(await readFile(join(FOLDER, file), 'utf8')));
    }
  });

  it('loads, and does what a connector does', async () => {
    const [memory] = await loadBundle(FOLDER);
    expect(memory!.info.displayName()).to.equal('Accounts in memory');
    const facade = memory!.createFacade(
      memory!.info.defaultConfiguration.withProperties({ storeName: 'test' }),
    );
    await facade.test();
    expect((await facade.schema()).objectClass('__ACCOUNT__')!.attribute('phones')!.isMultiValued).to.equal(
      true,
    );
    const ada = await facade.create(ACCOUNT, [new Name('ada'), attribute('mail', 'ada@example.test')]);
    await facade.create(ACCOUNT, [new Name('grace'), attribute('phones', '1', '2')]);
    const again = await facade.create(ACCOUNT, [new Name('ada')]).catch((error: unknown) => error);
    expect(again).to.have.property('name', 'AlreadyExistsException');

    await facade.update(ACCOUNT, ada, [attributeOf('mail', []), attribute('phones', '3')]);
    const found = await facade.search(ACCOUNT, filters.containsAllValues('phones', '3')).toArray();
    expect(found.map(({ name }) => name.value)).to.deep.equal(['ada']);
    expect((await facade.get(ACCOUNT, ada))!.attributes.get('mail')!.values).to.deep.equal([]);

    await facade.delete(ACCOUNT, ada);
    expect(await facade.get(ACCOUNT, ada)).to.equal(null);
    const gone = await facade.delete(ACCOUNT, new Uid('nobody')).catch((error: unknown) => error);
    expect(gone).to.have.property('name', 'UnknownUidException');
    await facade.dispose();
  });
});
