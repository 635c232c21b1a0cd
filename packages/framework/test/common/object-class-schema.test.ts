import { AttributeInfo, ObjectClassInfo, exportObjectClassSchema } from '@icf-ts/framework';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';

const info = new ObjectClassInfo('__ACCOUNT__', [
  new AttributeInfo('__NAME__', 'String', { flags: ['REQUIRED'], maxLength: 5 }),
  new AttributeInfo('colour', 'String', { allowedValues: ['red', 'blue'] }),
  new AttributeInfo('hobby', 'String', { flags: ['MULTIVALUED'], suggestedValues: ['chess'] }),
  new AttributeInfo('manager', 'String', { nativeName: 'boss', referencedObjectClasses: ['__ACCOUNT__'] }),
  new AttributeInfo('room', 'ConnectorObjectReference', { referencedObjectClassName: 'Room' }),
  new AttributeInfo('age', 'Integer'),
  new AttributeInfo('seen', 'Long', { flags: ['NOT_CREATABLE', 'NOT_UPDATEABLE'] }),
  new AttributeInfo('__PASSWORD__', 'GuardedString', { flags: ['NOT_READABLE', 'NOT_RETURNED_BY_DEFAULT'] }),
  new AttributeInfo('odd', 'java.util.Locale'),
]);

describe('the JSON Schema of an object class', () => {
  const schema = exportObjectClassSchema(info);
  const properties = schema['properties'] as Record<string, Record<string, unknown>>;
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

  it('takes what the class takes, and nothing else', () => {
    const taken = [{}, { colour: 'red', hobby: ['any'], age: 3, seen: '9007199254740993', odd: { a: 1 } }];
    for (const one of [...taken, { colour: null, manager: null, __PASSWORD__: 'secret', room: {} }])
      expect(validate({ __NAME__: 'a', ...one }), JSON.stringify(one)).to.equal(true);
    const refused = [{ __NAME__: 'abcdef' }, { __NAME__: null }, { colour: 'green' }, { hobby: 'chess' }];
    for (const one of [...refused, { age: 2 ** 31 }, { other: 1 }])
      expect(validate({ __NAME__: 'a', ...one }), JSON.stringify(one)).to.equal(false);
    expect(validate({})).to.equal(false);
  });

  it('says what is only read or written, what things are called, and what they refer to', () => {
    expect(properties['seen']).to.include({ readOnly: true, 'x-icf-type': 'Long' });
    expect(properties['__PASSWORD__']).to.include({ writeOnly: true });
    expect(properties['manager']).to.deep.include({
      'x-icf-native-name': 'boss',
      'x-icf-references': ['__ACCOUNT__'],
    });
    expect(properties['room']).to.deep.include({ 'x-icf-references': ['Room'] });
    expect(properties['hobby']).to.deep.include({ items: { type: 'string', examples: ['chess'] } });
  });
});

describe('bounds of an attribute', () => {
  const made = (type: string, detail: ConstructorParameters<typeof AttributeInfo>[2]) => (): AttributeInfo =>
    new AttributeInfo('a', type, detail);

  it('are of texts, and no contradiction', () => {
    expect(made('Integer', { maxLength: 3 })).to.throw(/of texts/);
    expect(made('String', { maxLength: 0 })).to.throw(/above 0/);
    expect(made('String', { maxLength: 1.5 })).to.throw(/above 0/);
    expect(made('String', { allowedValues: ['a'], suggestedValues: ['b'] })).to.throw(/allowedValues/);
    expect(made('String', {})()).to.include({ maxLength: null, allowedValues: null, suggestedValues: null });
  });
});
