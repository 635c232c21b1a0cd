import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Locale, UnknownUidException } from '@icf-ts/framework';
import { expect } from 'chai';
import { Catalogues } from '#src/words/catalogues.js';
import { say, text } from '#src/words/text.js';
import { worded } from '#src/words/worded.js';

describe('words', () => {
  it('put texts into texts, and take what is said as it is', () => {
    const refused = text('error.refused', text('action.update', 'User', 5), 'a {0} $& {1}');
    expect(say(refused)).to.equal('Salesforce refused to update User 5: a {0} $& {1}.');
    expect(say('{0}')).to.equal('{0}');
  });

  it('show the key of a text that no catalogue has, and English for a locale that none is for', () => {
    expect(say(text('no.such.text', 'x'), Locale.parse('tlh'))).to.equal('no.such.text');
    for (const tag of ['tlh', '../../package', 'en_US', 'a_b_c_d'])
      expect(say(text('next.shorten'), Locale.parse(tag))).to.equal('Shorten the value.');
  });

  it('make exceptions of several sentences, of which one may be another exception', () => {
    const inner = worded('UnknownUidException', text('next.shorten'));
    const outer = worded('UnknownUidException', ['Well.', inner], { attributeNames: ['a'] });
    expect(outer).to.be.instanceOf(UnknownUidException);
    expect(outer.message).to.equal('Well. Shorten the value.');
    expect(outer.messageIn?.(Locale.parse('tlh_DE'))).to.equal(outer.message);
    expect(say(new UnknownUidException('as it is'))).to.equal('as it is');
  });

  it('are looked for from the locale to the root', () => {
    const folder = mkdtempSync(join(tmpdir(), 'words-'));
    try {
      const catalogues = {
        Messages: 'a: "root {0}"\nb: root',
        Messages_pt: 'a: "pt {0}"',
        Messages_pt_BR: 'c: br',
        Other_de: 'a: de',
      };
      for (const [name, content] of Object.entries(catalogues))
        writeFileSync(join(folder, `${name}.yaml`), content);
      const read = new Catalogues(pathToFileURL(`${folder}/`));
      const at = (tag: string, key: string): string => {
        const locale = Locale.parse(tag);
        return read.for(locale).format(key, locale, '?', 7);
      };
      expect(['pt_BR', 'pt', 'de', ''].map((tag) => at(tag, 'a'))).to.deep.equal([
        'pt 7',
        'pt 7',
        'root 7',
        'root 7',
      ]);
      expect([at('pt_BR', 'c'), at('pt', 'c'), at('pt_BR', 'b')]).to.deep.equal(['br', '?', 'root']);
      // Read once: the folder may go.
      rmSync(folder, { recursive: true });
      expect(at('pt_BR_x', 'c')).to.equal('br');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
