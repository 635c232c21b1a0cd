import {
  AttributeSet,
  CreateBatchTask,
  DeleteBatchTask,
  isConnectorException,
  type BatchTask,
  type ConnectorObject,
  type CostedRequest,
  type TaskCost,
} from '@icf-ts/framework/spi';
import { isMembership } from '../attached/attached-kind.js';
import { withDefaults, writableField, type WriteRecord } from '../mapping/attributes-to-record.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import { isIdOf } from '../mapping/reference-fields.js';
import { splitAccount, type LoginFlags } from '../operations/account/account-attributes.js';
import { readBackEmail } from '../operations/account/email-pending.js';
import { hasKey } from '../operations/match-rule.js';
import { mappingOf, type Org } from '../operations/operation-context.js';
import { KEPT, openReferences } from '../operations/references-by-name.js';
import { rowStatement } from '../operations/row-of-class.js';
import { splitAttached, type AttachedAttribute } from '../operations/split-attached.js';
import { membershipRows, nameQuestions, ownerKind, presentQuestions } from './attached-costs.js';
import { joins, query, reading, rows, single } from './requests.js';

const NOTHING: TaskCost = { questions: [], writes: [] };

/** What a task asks and writes, in the order of the operation that does it. */
export function taskCost(
  org: Pick<Org, 'mappings' | 'accounts'>,
  task: BatchTask,
  present: ConnectorObject | undefined,
): TaskCost {
  try {
    const mapping = mappingOf(org as Org, task.objectClass);
    if (task instanceof DeleteBatchTask) return afterLook(deletion(org, mapping), mapping);
    const all = AttributeSet.distinct(task.attributes);
    return task instanceof CreateBatchTask
      ? creation(org, mapping, all)
      : afterLook(update(org, mapping, all, present), mapping);
  } catch (error) {
    if (!isConnectorException(error)) throw error;
    // What the operation refuses, it refuses before any call.
    return NOTHING;
  }
}

/** A row of a class with a condition is looked for before it is written. */
const afterLook = ({ questions, writes }: TaskCost, mapping: ObjectMapping): TaskCost =>
  mapping.where === undefined ||
  writes.length === 0 ||
  questions.flat().some(({ kind }) => kind === ownerKind(mapping.sobject))
    ? { questions, writes }
    : {
        questions,
        writes: [
          [
            query(
              `is there ${mapping.objectClass}`,
              joins((id) => rowStatement(mapping, id)),
            ),
          ],
          ...writes,
        ],
      };

type Policy = Pick<Org, 'accounts'>;

function creation({ accounts }: Policy, mapping: ObjectMapping, all: AttributeSet): TaskCost {
  const { attributes: rest, attached } = splitAttached(mapping, all);
  const { attributes, password, resetPassword, login } = splitAccount(mapping, rest);
  const given = withDefaults(textsOf(attributes, mapping), mapping);
  const { match, sobject } = mapping;
  const { ProfileId: profile } = given;
  const takesSeat = sobject === 'User' && given['IsActive'] !== false && accounts.seats !== undefined;
  const knownProfile = typeof profile === 'string' && isIdOf('Profile', profile) ? profile : undefined;
  return {
    questions: steps([
      match && hasKey(match.by, given) ? [query(`match ${sobject}`, false)] : [],
      ...referenceQuestions(mapping, given),
      takesSeat && knownProfile ? [query('seats', true, [`seats\n${knownProfile}`])] : [],
      nameQuestions(attached),
    ]),
    writes: steps([
      [rows(`POST ${sobject}`)],
      ...inOrder(
        membershipRows(attached, undefined),
        [...flags(attached, true), ...logins(login)],
        [...(password ? [single('password')] : []), ...(resetPassword ? [single('password')] : [])],
      ),
    ]),
  };
}

function update(
  _policy: Policy,
  mapping: ObjectMapping,
  all: AttributeSet,
  known: ConnectorObject | undefined,
): TaskCost {
  const { attributes: rest, attached } = splitAttached(mapping, all);
  const { attributes, password, resetPassword, login } = splitAccount(mapping, rest);
  const given = textsOf(attributes, mapping);
  const present = presentQuestions(attached);
  return {
    questions: steps([...referenceQuestions(mapping, given), nameQuestions(attached), present]),
    writes: steps(
      inOrder(
        [
          ...(attributes.size > 0 ? [rows(`PATCH ${mapping.sobject}`)] : []),
          // Nothing else tells that the object is not there.
          ...(attached.length > 0 && present.length === 0 && mapping.where === undefined
            ? [reading('Id')]
            : []),
          ...membershipRows(attached, known),
        ],
        [...flags(attached, false), ...logins(login)],
        [
          ...(password ? [single('password')] : []),
          ...(resetPassword ? [single('password')] : []),
          ...(readBackEmail(mapping, given, '') ? [reading('Email')] : []),
        ],
      ),
    ),
  };
}

function deletion({ accounts }: Policy, { sobject }: ObjectMapping): TaskCost {
  if (sobject !== 'User') return { questions: [], writes: [[rows(`DELETE ${sobject}`)]] };
  const deactivates = [[rows(`PATCH ${sobject}`)]];
  switch (accounts.deleteMode) {
    case 'deactivate':
      return { questions: [], writes: deactivates };
    case 'deactivateAndRename':
      return { questions: [[reading('user name')]], writes: deactivates };
    case 'freeze':
      return { questions: [], writes: steps(inOrder([], logins({ frozen: true }), [])) };
    case 'refuse':
      return NOTHING;
  }
}

/** Something that is looked for, and changed in the step after. */
interface Found {
  readonly question: CostedRequest;
  readonly change: CostedRequest;
}

/** Requests as steps: what follows something that is looked for waits with its change. */
function inOrder(
  first: readonly CostedRequest[],
  found: readonly Found[],
  last: readonly CostedRequest[],
): readonly (readonly CostedRequest[])[] {
  const all: CostedRequest[][] = [[...first]];
  for (const { question, change } of found) {
    all.at(-1)!.push(question);
    all.push([change]);
  }
  all.at(-1)!.push(...last);
  return all;
}

const foundLogin = (kind: string): Found => ({
  question: query(kind, true),
  change: rows('PATCH UserLogin'),
});

const logins = (login: LoginFlags): readonly Found[] =>
  Object.keys(login).length === 0 ? [] : [foundLogin('row of UserLogin')];

/** A new object has no flag that would have to be taken away. */
const flags = (attached: readonly AttachedAttribute[], isNew: boolean): readonly Found[] =>
  attached.flatMap(({ ref, attribute: { values } }) => {
    const isSet = values?.[0] === true;
    return isMembership(ref) || (isNew && !isSet) ? [] : [foundLogin(`${ref.kind.valueField} is ${!isSet}`)];
  });

const referenceQuestions = (
  mapping: ObjectMapping,
  record: WriteRecord,
): readonly (readonly CostedRequest[])[] =>
  openReferences(mapping, record).map(({ name, reference: { sobject, by } }) => {
    const kind = `${sobject} by ${by}`;
    return [query(kind, true, KEPT.has(sobject) ? [`${kind}\n${name.toLowerCase()}`] : undefined)];
  });

/** The fields with texts and flags, which is where references stand. */
function textsOf(attributes: AttributeSet, mapping: ObjectMapping): WriteRecord {
  const record: WriteRecord = {};
  for (const { name, values } of attributes) record[writableField(mapping, name).field] = values?.[0] ?? null;
  return record;
}

const steps = (all: readonly (readonly CostedRequest[])[]): readonly (readonly CostedRequest[])[] =>
  all.filter(({ length }) => length > 0);
