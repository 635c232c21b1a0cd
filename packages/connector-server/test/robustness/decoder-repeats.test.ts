import type { Attribute, Locale, ObjectClass } from '@icf-ts/framework';
import { ConnectorObject } from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import { Decoder } from '#src/protocol/decoder.js';
import { ProtocolError } from '#src/protocol/protocol-error.js';
import { anonymous, byte, decode, message, text, type RawMessage } from './raw-bytes.js';

const nested = (raw: RawMessage, levels: number): Uint8Array =>
  levels === 0 ? raw.string('x') : raw.object('List', anonymous(nested(raw, levels - 1)));

describe('decoder, on what comes again', () => {
  it('of a field that stands twice the last counts', () => {
    const value = decode(
      message((raw) =>
        raw.object('Locale', raw.named('language', text('en')), raw.named('language', text('de'))),
      ),
    );
    expect((value as Locale).language).to.equal('de');
  });

  it('and the ones before it need not be readable', () => {
    for (const content of [byte(), byte(255), text('x').subarray(0, 4)]) {
      const twice = message((raw) =>
        raw.object('ObjectClass', raw.named('type', content), raw.named('type', text('Person'))),
      );
      expect((decode(twice) as ObjectClass).type).to.equal('Person');
      const last = message((raw) =>
        raw.object('ObjectClass', raw.named('type', text('Person')), raw.named('type', content)),
      );
      expect(() => decode(last)).to.throw(ProtocolError);
    }
    const unknown = message((raw) =>
      raw.object(
        'Attribute',
        raw.named('Values', raw.object('NoSuchType')),
        raw.named('name', text('mail')),
        raw.named('Values', nested(raw, 0)),
        raw.named('Values', raw.object('List', anonymous(raw.string('kept')))),
      ),
    );
    expect((decode(unknown) as Attribute).values).to.deep.equal(['kept']);
  });

  it('a deep message that is refused is read twice, not once more per level', () => {
    let reads = 0;
    const counted = message((raw) => {
      let object: Uint8Array = raw.object('Attribute', raw.named('name', text(' ')));
      for (let level = 0; level < 200; level++) object = raw.object('List', anonymous(object));
      return object;
    });
    const limits = new Proxy(
      { maxMessageBytes: 1e6, maxConstants: 10, maxConstantBytes: 100, maxDepth: 512, maxRecords: 1000 },
      { get: (target, name) => (reads++, target[name as keyof typeof target]) },
    );
    expect(() => decode(counted, limits)).to.throw(ProtocolError, 'blank');
    // The limits of depth and of records are asked once for each of the 201 objects.
    expect(reads).to.be.below(201 * 2 * 2 + 10);
  });

  it('texts that are alike come out as they were sent, however often and in whatever order', () => {
    const anyText = fc.oneof(
      fc.string({ maxLength: 40 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('group1', 'group2', 'gröup1', 'a', 'b', '', 'user10@x.test', 'user11@x.test'),
    );
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 200 }), (texts) => {
        const decoder = new Decoder();
        const sent = message((raw) =>
          raw.object('List', ...texts.map((item) => anonymous(raw.string(item)))),
        );
        for (let round = 0; round < 3; round++) {
          expect(decoder.decode(sent)).to.deep.equal(texts.map((item) => Buffer.from(item).toString()));
        }
      }),
      { seed: 20261122 },
    );
  });

  it('the attributes of an object must be a Set of attributes', () => {
    const object = (attributes: (raw: RawMessage) => Uint8Array): Buffer =>
      message((raw) =>
        raw.object(
          'ConnectorObject',
          raw.named('ObjectClass', raw.object('ObjectClass', raw.named('type', text('Person')))),
          raw.named('Attributes', attributes(raw)),
        ),
      );
    const two = (raw: RawMessage): Uint8Array[] => [
      anonymous(raw.object('Uid', raw.named('uid', text('u')))),
      anonymous(raw.object('Name', anonymous(text('n')))),
    ];
    expect(decode(object((raw) => raw.object('Set', ...two(raw))))).to.be.instanceOf(ConnectorObject);
    const ignoringCase = (raw: RawMessage): Uint8Array => raw.named('caseInsensitive', byte(1));
    for (const wrong of [
      (raw: RawMessage) => raw.object('List', ...two(raw)),
      (raw: RawMessage) => raw.object('Set', ignoringCase(raw), ...two(raw)),
      (raw: RawMessage) => raw.object('Set', ...two(raw), anonymous(raw.string('x'))),
      (raw: RawMessage) => raw.string('x'),
    ]) {
      expect(() => decode(object(wrong))).to.throw(ProtocolError);
    }
  });
});
