import type { ObjectClass, OperationOptions, Uid } from '@icf-ts/framework/spi';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import type { CallContext } from '../session/api-request.js';
import type { WriteStep } from '../session/write-steps.js';
import { text, type Text } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { DeleteMode } from './account/account-policy.js';
import { explainDeactivation } from './account/deactivation.js';
import { releasedUsername, wasReleased } from './account/released-username.js';
import { userLoginSteps } from './account/user-login.js';
import { isTakenUsername, numbered } from './account/username-candidates.js';
import { repeatSteps } from './never-twice/repeat-steps.js';
import { callContext, mappingOf, rowPath, rowUid, type Org } from './operation-context.js';
import { onRowOfClass, readRow } from './row-of-class.js';

interface Deletion {
  readonly org: Org;
  readonly mapping: ObjectMapping;
  readonly uid: Uid;
  readonly path: string;
  readonly context: CallContext;
}

/**
 * Deletes a row; a user, whom Salesforce deletes never, is dealt with as property `deleteMode` says. One API call; two
 * where the user is renamed. Sent again when the answer is lost.
 * @throws UnknownUidException; UnsupportedOperationException where users are not to be deleted.
 */
export async function deleteObject(
  org: Org,
  objectClass: ObjectClass,
  given: Uid,
  options: OperationOptions,
): Promise<void> {
  const uid = rowUid(given);
  const mapping = mappingOf(org, objectClass, 'delete');
  const path = rowPath(mapping, uid);
  const mode = mapping.sobject === 'User' ? org.accounts.deleteMode : 'deleteRow';
  const context = callContext(ACTIONS[mode](mapping.sobject, uid.value), options, {
    mapping,
    uid,
    writes: true,
  });
  await WAYS[mode]({ org, mapping, uid, path, context });
}

type Way = DeleteMode | 'deleteRow';

const ACTIONS: Readonly<Record<Way, (name: string, id: string) => Text>> = {
  deleteRow: (name, id) => text('action.delete', name, id),
  deactivate: (name, id) => text('action.deactivate', name, id),
  freeze: (name, id) => text('action.freeze', name, id),
  deactivateAndRename: (name, id) => text('action.deactivateAndRename', name, id),
  refuse: (name, id) => text('action.delete', name, id),
};

const WAYS: Readonly<Record<Way, (deletion: Deletion) => Promise<void>>> = {
  deleteRow: async (deletion) => {
    const { path, context } = deletion;
    await run(deletion, [{ ...step(context), request: { method: 'DELETE', path } }]);
  },
  deactivate: (deletion) => deactivate(deletion, {}),
  freeze: async (deletion) => {
    await run(deletion, userLoginSteps(deletion.uid.value, { frozen: true }));
  },
  deactivateAndRename,
  refuse: ({ mapping }) => {
    throw worded('UnsupportedOperationException', text('fault.deleteRefused', mapping.objectClass));
  },
};

const step = (context: CallContext): Omit<WriteStep, 'request'> => ({ action: context.action });

const run = ({ org, mapping, uid, context }: Deletion, steps: readonly WriteStep[]): Promise<unknown> =>
  repeatSteps(org.session, onRowOfClass(mapping, uid, context, steps), context, () => uid);

async function deactivate(deletion: Deletion, more: Readonly<Record<string, string>>): Promise<void> {
  const { org, mapping, uid, path, context } = deletion;
  const body = { [mapping.enableField ?? 'IsActive']: false, ...more };
  await run(deletion, [
    {
      ...step(context),
      request: { method: 'PATCH', path, body },
      explain: (error) => explainDeactivation(org, uid, context, error),
    },
  ]);
}

/** How many names are tried, should others have been released under the same one. */
const MAX_NAMES = 10;

/** The present name is read first. A user who has been renamed so before is left alone, and costs one call. */
async function deactivateAndRename(deletion: Deletion): Promise<void> {
  const { org, mapping, uid, context } = deletion;
  const { deletedUsername } = org.accounts;
  const enabled = mapping.enableField ?? 'IsActive';
  const row = await readRow(org.session, mapping, uid, ['Username', enabled], {
    ...context,
    action: text('action.read', mapping.sobject, uid.value),
    writes: false,
  });
  const username = String(row['Username']);
  if (row[enabled] === false && wasReleased(deletedUsername, username)) return;
  const released = releasedUsername(deletedUsername, username, uid.value, new Date());
  for (let number = 0; ; number++) {
    try {
      return await deactivate(deletion, { Username: number === 0 ? released : numbered(released, number) });
    } catch (error) {
      if (!isTakenUsername(error) || number === MAX_NAMES - 1) throw error;
    }
  }
}
