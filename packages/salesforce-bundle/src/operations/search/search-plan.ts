import { createHash } from 'node:crypto';
import {
  CaseInsensitiveSet,
  sameName,
  type ConnectorException,
  type Filter,
  type ObjectClass,
  type OperationOptions,
} from '@icf-ts/framework/spi';
import type { AttachedRef } from '../../attached/attached-kind.js';
import { semiJoins } from '../../attached/semi-join.js';
import { fieldFilter, filterTarget } from '../../mapping/field-filter.js';
import type { KindOf } from '../../mapping/field-kinds.js';
import { columnsOf } from '../../mapping/mapping-entry.js';
import { UID_ENTRY, type FieldRef, type ObjectMapping } from '../../mapping/object-mapping.js';
import type { CallContext } from '../../session/api-request.js';
import { both, condition, type ConditionText } from '../../soql/condition.js';
import { filterToSoql, type SoqlFilter, type TargetLookup } from '../../soql/filter-to-soql.js';
import { MAX_STATEMENT, selectStatement, type SortField } from '../../soql/select.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import { filtersByExpiry, isPasswordExpiry } from '../account/password-expiry.js';
import { fieldKinds } from '../field-kind-lookup.js';
import { callContext, mappingOf, type Org } from '../operation-context.js';
import { attachedToReturn, fieldsToReturn, sortRefs } from './columns.js';
import { compiledFilter, type ObjectTest } from './compiled-filter.js';
import { attachedRef } from '../split-attached.js';
import { inRowForm, type AttributeKind } from './row-form.js';
import { splitFilter } from './split-filter.js';

type Where = 'all' | ConditionText;

/** One statement of a search. */
export interface Statement {
  readonly where: Where;
  /** Whether a row that the statement brings is one of its own: true for each where it is undefined. */
  readonly keeps: ObjectTest | undefined;
}

/** What a search asks for: everything that can be known before the first call. */
export interface SearchPlan {
  readonly mapping: ObjectMapping;
  readonly context: CallContext;
  readonly returned: readonly FieldRef[];
  readonly attached: readonly AttachedRef[];
  /** Whether each row has to be asked for the expiry of its password, because the filter looks at it. */
  readonly byExpiry: boolean;
  readonly kindOf: KindOf;
  /** None where no object can match. What several bring has no row in common. */
  readonly statements: readonly Statement[];
  /** The order asked for; empty for none. */
  readonly sort: readonly SortField[];
  /** Tells searches apart: a cookie is good for the search it came from. */
  readonly digest: string;
  selectText(where: Where, orderBy: readonly SortField[], limit?: number): string;
}

/** No API call, but one an hour where a field is touched that not every org has. */
export async function planSearch(
  org: Org,
  objectClass: ObjectClass,
  filter: Filter | undefined,
  options: OperationOptions,
): Promise<SearchPlan> {
  const mapping = mappingOf(org, objectClass, 'search');
  const context = callContext(text('action.search', mapping.sobject), options, { mapping });
  const returned = fieldsToReturn(mapping, filter, options);
  const sort = untilId(sortRefs(mapping, options));
  const kindOf = await fieldKinds(org.session, mapping, [...returned, ...sort].flatMap(columnsOf), context);
  const columns = [...returned, ...sort].flatMap(columnsOf).filter((column) => kindOf(column) !== 'absent');
  const fields = CaseInsensitiveSet.of([UID_ENTRY.field, ...columns]);
  const selectText: SearchPlan['selectText'] = (where, orderBy, limit) =>
    selectStatement({ fields: [...fields], sobject: mapping.sobject, where, orderBy, limit });

  const always = fixedCondition(org, mapping);
  const lookup = targetsOf(mapping, kindOf);
  const soqlOf = (part: Filter): SoqlFilter => {
    const inFields = fieldFilter(part, mapping);
    const { where, residual } = filterToSoql(inFields, lookup);
    const joins = semiJoins(part, (attribute) => attachedRef(mapping, attribute));
    // Transforms may read other values so too.
    return { where: both(where, joins), residual: residual || inFields !== part ? part : undefined };
  };
  const whereOf = (part: Filter): Where | 'none' => both(soqlOf(part).where, always) as Where | 'none';
  const spare = MAX_STATEMENT - selectText(always, sort).length - KEYSET_CHARACTERS;
  const asked = filter && inRowForm(filter, attributeKinds(mapping, kindOf));
  const parts = asked ? splitFilter(asked, (part) => textLength(soqlOf(part).where), spare) : [undefined];
  const statements = parts.flatMap((part, index): Statement[] => {
    if (!part) return [{ where: always, keeps: undefined }];
    const { residual } = soqlOf(part);
    const where = whereOf(part);
    if (where === 'none') return [];
    // What can be said in no statement is matched here, row by row.
    const tooLong = textLength(where) > spare + textLength(always);
    const own = tooLong ? part : residual;
    const earlier = parts.slice(0, index) as Filter[];
    return [{ where: tooLong ? always : where, keeps: testOf(own, earlier, org) }];
  });
  return {
    ...{ mapping, context, returned, kindOf, statements, sort, selectText },
    attached: attachedToReturn(mapping, filter, options),
    byExpiry: filtersByExpiry(mapping, filter),
    digest: digestOf([
      mapping.sobject,
      JSON.stringify(sort),
      ...statements.map(({ where }) => textOf(where)),
    ]),
  };
}

/** The refusal of an order over what several statements bring. */
export const tooLongToSort = (): ConnectorException =>
  worded('UnsupportedOperationException', text('fault.sortSeveral'));

/** Room for the condition that a later page adds. */
const KEYSET_CHARACTERS = 4_000;

const textOf = (where: Where | 'none'): string => (typeof where === 'object' ? where.text : '');
const textLength = (where: Where | 'none'): number => textOf(where).length;

const digestOf = (texts: readonly string[]): string =>
  createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 8);

/** Behind an Id no key has anything left to order. */
function untilId<Ref extends FieldRef>(refs: readonly Ref[]): readonly Ref[] {
  const at = refs.findIndex(({ field }) => sameName(field, UID_ENTRY.field));
  return at < 0 ? refs : refs.slice(0, at + 1);
}

/** An object that an earlier statement brings is not brought again by a later one. */
function testOf(
  own: Filter | undefined,
  earlier: readonly Filter[],
  { textCase }: Org,
): ObjectTest | undefined {
  const keeps = own && compiledFilter(own, textCase);
  if (earlier.length === 0) return keeps;
  const before = earlier.map((filter) => compiledFilter(filter, textCase));
  return (object) => (keeps?.(object) ?? true) && !before.some((test) => test(object));
}

/** Attached rows are known by their ids where the map does not name them. */
function attributeKinds(mapping: ObjectMapping, kindOf: KindOf): AttributeKind {
  return (attribute) => {
    const attached = mapping.attachedOf(attribute);
    if (attached) return attached.by === 'id' ? 'id' : undefined;
    return filterTarget(attribute, mapping, kindOf)?.kind;
  };
}

/** What is read beside the fields is matched on what is read of it; semi-joins only narrow. */
function targetsOf(mapping: ObjectMapping, kindOf: KindOf): TargetLookup {
  return (attribute) => {
    if (mapping.attachedOf(attribute) || isPasswordExpiry(mapping, attribute))
      return { leaf: () => undefined };
    return filterTarget(attribute, mapping, kindOf);
  };
}

/** Which rows are of the class at all. */
export function fixedCondition(
  { includeSystemUsers }: Org,
  { sobject, where }: Pick<ObjectMapping, 'sobject' | 'where'>,
): Where {
  const ofClass = where === undefined ? 'all' : condition(`(${where})`);
  return both(ofClass, includeSystemUsers || sobject !== 'User' ? 'all' : PEOPLE) as Where;
}

/** Processes of Salesforce's own have no profile, or a user type for themselves; so have visitors of sites. */
const PEOPLE = both(
  condition('ProfileId != null'),
  condition("UserType NOT IN ('AutomatedProcess','CloudIntegrationUser','Guest')"),
);
