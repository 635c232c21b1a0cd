import { expect } from 'chai';
import { parseFormField, parsePath, pathKey, pathText } from '#src/mapping/paths/attribute-path.js';

describe('paths of Oracle', () => {
  for (const [text, base, sub, conditions, embedded] of [
    ['__ACCOUNT__.emails.value,type:work', '__ACCOUNT__.emails', 'value', [['type', 'work']], false],
    [
      '__ACCOUNT__.entitlements.value,primary:true',
      '__ACCOUNT__.entitlements',
      'value',
      [['primary', 'true']],
      false,
    ],
    ['__ACCOUNT__.roles.value', '__ACCOUNT__.roles', 'value', [], false],
    ['name.givenName', 'name', 'givenName', [], false],
    ['preferredLanguage', 'preferredLanguage', undefined, [], false],
    ['__NAME__', '__NAME__', undefined, [], false],
    ['__ACCOUNT__.groups~__ACCOUNT__.groups~value', '__ACCOUNT__.groups', 'value', [], true],
    ['__ACCOUNT__.phoneNumbers~__ACCOUNT__.phoneNumbers~type', '__ACCOUNT__.phoneNumbers', 'type', [], true],
    // As the guide prints them.
    ['ACCOUNT__.groups~__ACCOUNT__.groups~value', '__ACCOUNT__.groups', 'value', [], true],
    ['___PASSWORD___', '__PASSWORD__', undefined, [], false],
  ] as const) {
    it(`reads ${text}`, () => {
      expect(parsePath(text)).to.deep.equal({ base, sub, conditions, embedded });
    });
  }

  for (const text of [
    '',
    ' ',
    'a.',
    'a.b.c',
    'a~b',
    'a~b~',
    'a,b',
    'a.b,type:',
    '~~',
    'a.b,type:x,',
    ',type:x',
  ]) {
    it(`reads no path in '${text}'`, () => {
      expect(parsePath(text)).to.equal(undefined);
    });
  }

  it('writes a path as it was read, and finds it without its class and case', () => {
    for (const text of ['__ACCOUNT__.emails.value,type:work', 'name.givenName', 'a.b,c:d,e:f']) {
      expect(pathText(parsePath(text)!)).to.equal(text);
    }
    expect(pathKey(parsePath('__ACCOUNT__.Emails.Value,Type:Work')!)).to.equal('emails.value,type:work');
  });

  for (const [text, form, label, flags] of [
    ['Groups~Group Name[LOOKUP]', 'Groups', 'Group Name', ['LOOKUP']],
    ['UD_SF_PHONE~Phone Number', 'UD_SF_PHONE', 'Phone Number', []],
    ['Status[TRUSTED]', undefined, 'Status', ['TRUSTED']],
    ['Start[Date, WriteBack]', undefined, 'Start', ['DATE', 'WRITEBACK']],
    ['User Name', undefined, 'User Name', []],
  ] as const) {
    it(`reads the form's field ${text}`, () => {
      expect(parseFormField(text)).to.deep.equal({ form, label, flags });
    });
  }

  for (const text of ['', 'a~b~c', 'Status[TRUSTED', '[LOOKUP]', 'a[b]c']) {
    it(`reads no field in '${text}'`, () => {
      expect(parseFormField(text)).to.equal(undefined);
    });
  }
});
