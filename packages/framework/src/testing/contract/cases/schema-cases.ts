import { Attribute, type AttributeValue } from '../../../common/attribute.js';
import { OPTIONS } from '../../../common/operation-options.js';
import { Name } from '../../../common/name.js';
import type { AttributeInfo } from '../../../common/schema/attribute-info.js';
import type { ObjectClassInfo } from '../../../common/schema/schema.js';
import { Uid } from '../../../common/uid.js';
import { must, mustRefuse } from '../assertions.js';
import type { Bench } from '../bench.js';
import { casesOf } from '../contract-case.js';

async function infoOf(bench: Bench): Promise<ObjectClassInfo> {
  const info = (await bench.facade.schema()).objectClass(bench.type.type);
  must(info !== undefined, `the schema does not declare ${bench.type.type}`);
  return info;
}

/** What can be told of a value from its JavaScript type; types that are not listed are not looked at. */
const TYPES: Readonly<Record<string, (value: AttributeValue) => boolean>> = {
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  Integer: (value) => typeof value === 'number' && Number.isInteger(value),
  Long: (value) => typeof value === 'bigint',
  ByteArray: (value) => value instanceof Uint8Array,
};

export const schemaCases = casesOf('schema', (add) => {
  add('declares the object class with a name that can be read', async (bench) => {
    const info = await infoOf(bench);
    must(info.attribute(Name.NAME)!.isReadable, `${Name.NAME} cannot be read`);
  });
  add('declares no attribute twice, and no Uid', async (bench) => {
    const names = (await infoOf(bench)).attributeInfos.map(({ name }) => name.toLowerCase());
    must(new Set(names).size === names.length, 'an attribute is declared twice');
  });
  add('lists the object class for the operations of the connector', async (bench) => {
    const schema = await bench.facade.schema();
    for (const operation of ['create', 'update', 'delete', 'search', 'sync'] as const) {
      const native = bench.facade.configuration.supportedOperations.has(operation);
      must(
        !native || schema.supports(operation, bench.type.type),
        `the schema does not list ${bench.type.type} for ${operation}`,
      );
    }
  });
  add(
    'lists the options that search takes',
    async (bench) => {
      const options = (await bench.facade.schema()).optionsByOperation.get('search') ?? new Set<string>();
      const { pages, offsets, sorts } = bench.subject.search;
      const taken = [
        OPTIONS.attributesToGet.icf,
        ...(pages ? [OPTIONS.pageSize.icf, OPTIONS.pagedResultsCookie.icf] : []),
        ...(offsets ? [OPTIONS.pagedResultsOffset.icf] : []),
        ...(sorts ? [OPTIONS.sortKeys.icf] : []),
      ];
      for (const option of taken) must(options.has(option), `the schema does not list ${option} for search`);
    },
    { needs: ['search'] },
  );
  add(
    'declares every attribute that a search returns, with its type and number of values',
    async (bench) => {
      const info = await infoOf(bench);
      const { multi } = bench.subject;
      await bench.create(bench.text(), ...(multi ? [bench.attribute(multi, 0, 1)] : []));
      for (const object of await bench.list(bench.mine)) {
        for (const attribute of object.attributes) checkDeclared(info, attribute);
      }
    },
    { needs: ['create', 'search'] },
  );
  add(
    'returns by default what it declares so, and nothing else',
    async (bench) => {
      const { name } = bench.subject.notByDefault!;
      const info = await infoOf(bench);
      must(
        info.attribute(name)?.isReturnedByDefault === false,
        `'${name}' is declared as returned by default`,
      );
      const { uid } = await bench.create(bench.attribute(bench.subject.notByDefault!, 0), bench.text());
      const object = await bench.get(uid);
      must(!object.attributes.has(name), `'${name}' is returned without having been asked for`);
      must(object.attributes.has(bench.subject.text.name), `'${bench.subject.text.name}' is not returned`);
    },
    { needs: ['create', 'get'], when: ({ notByDefault }) => notByDefault !== undefined },
  );
  add(
    'enforces the attributes that it declares as required',
    async (bench) => {
      const info = await infoOf(bench);
      const required = info.attributeInfos.filter(({ isRequired, isCreatable }) => isRequired && isCreatable);
      for (const { name } of required) {
        const all = bench.attributes(bench.name());
        if (!all.has(name)) continue;
        await mustRefuse(
          bench.facade.create(bench.type, all.without(name)),
          ['InvalidAttributeValueException'],
          `create without the required attribute '${name}'`,
        );
      }
    },
    { needs: ['create'] },
  );
  add(
    'refuses to update what it declares as not updateable',
    async (bench) => {
      const info = await infoOf(bench);
      const object = await bench.get((await bench.create()).uid);
      const fixed = [...object.attributes].find(({ name }) => isFixed(info.attribute(name)));
      if (!fixed) return;
      await mustRefuse(
        bench.facade.update(bench.type, object.uid, [new Attribute(fixed.name, fixed.values)]),
        ['InvalidAttributeValueException', 'IllegalArgumentException', 'PermissionDeniedException'],
        `update of '${fixed.name}', declared as not updateable,`,
      );
    },
    { needs: ['create', 'get', 'update'] },
  );
});

const isFixed = (info: AttributeInfo | undefined): boolean =>
  info !== undefined && !info.isUpdateable && info.name !== Name.NAME;

function checkDeclared(info: ObjectClassInfo, { name, values }: Attribute): void {
  if (name === Uid.NAME) return;
  const declared = info.attribute(name);
  must(declared !== undefined, `'${name}' is returned and not declared in the schema`);
  must(declared.isReadable, `'${name}' is returned and declared as not readable`);
  must(
    declared.isMultiValued || (values?.length ?? 0) <= 1,
    `'${name}' has several values and is not declared as multi-valued`,
  );
  const fits = TYPES[declared.type];
  for (const value of values ?? []) {
    must(
      !fits || value === null || fits(value),
      `'${name}' is declared as ${declared.type} and has a value of type ${typeof value}`,
    );
  }
}
