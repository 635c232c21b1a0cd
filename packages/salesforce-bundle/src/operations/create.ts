import { Uid, type AttributeSet, type ObjectClass, type OperationOptions } from '@icf-ts/framework/spi';
import { CREATED_ID, runSteps, type WriteStep } from '../session/write-steps.js';
import { fieldKinds } from './field-kind-lookup.js';
import { recordOf, withDefaults, writableField } from '../mapping/attributes-to-record.js';
import { attachedSteps } from '../attached/attached-steps.js';
import { callContext, mappingOf, type Org } from './operation-context.js';
import { passwordStep, splitPassword } from './password.js';
import { resolveReferences } from './references-by-name.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import { replacements, splitAttached } from './split-attached.js';

/**
 * Creates a user. One API call, with password and memberships too; one more for a profile given by a name that this
 * session has not seen yet.
 */
export async function create(
  org: Org,
  objectClass: ObjectClass,
  all: AttributeSet,
  options: OperationOptions,
): Promise<Uid> {
  const mapping = mappingOf(org, objectClass, 'create');
  const { attributes: rest, password } = splitPassword(all);
  const { attributes, attached } = splitAttached(mapping, rest);
  const context = callContext(text('action.create', mapping.sobject), options, { mapping, writes: true });
  const given = [...attributes].map(({ name }) => writableField(mapping, name).field);
  const fields = [...given, ...mapping.defaultedFields];
  const kindOf = await fieldKinds(org.session, mapping, fields, context);
  const record = withDefaults(recordOf(attributes, mapping, kindOf), mapping, kindOf);
  const body = await resolveReferences(org, mapping, record, context);
  const insert: WriteStep = {
    action: context.action,
    request: { method: 'POST', path: `/sobjects/${mapping.sobject}`, body },
    done: text('done.created', mapping.sobject),
  };
  const steps = [
    insert,
    ...(await attachedSteps(org.session, replacements(attached), undefined, context)),
    ...(password ? [passwordStep(mapping, CREATED_ID, password)] : []),
  ];
  const uid = uidOf(await runSteps(org.session, steps, context, uidOf));
  if (uid) return uid;
  throw worded('ConnectorException', text('fault.noId', mapping.sobject));
}

/** The id that the first answer tells. */
function uidOf([answer]: readonly unknown[]): Uid | undefined {
  const id = (answer as { id?: unknown } | undefined)?.id;
  return typeof id === 'string' ? new Uid(id) : undefined;
}
