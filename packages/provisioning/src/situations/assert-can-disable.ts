import {
  ConfigurationException,
  ObjectClass,
  SpecialAttributes,
  sameName,
  type ConnectorFacade,
} from '@icf-ts/framework';
import type { ActionRules, Situation } from './situation.js';

/** What there is to know of an outbound job before it disables anything. */
interface Disabling {
  readonly name: string;
  readonly facade: ConnectorFacade;
  readonly objectClass: ObjectClass;
  readonly mapping: { readonly attributesToGet: readonly string[] | undefined };
  readonly actions: ActionRules;
  readonly qualifies?: unknown;
}

const { ENABLE } = SpecialAttributes;

/** Asked once of each connector: a live job would pay for it at each push. */
const answers = new WeakMap<ConnectorFacade, Map<string, Promise<boolean>>>();

/**
 * Refuses a job that would disable objects of a class that has no state to be switched off, before it reads anything.
 * The system is asked only about classes that are not accounts, and whose map does not speak of the state.
 * @throws ConfigurationException with what to write instead
 */
export async function assertCanDisable(job: Disabling): Promise<void> {
  const { name, objectClass, mapping, actions, facade } = job;
  const arising: readonly Situation[] = job.qualifies
    ? ['SOURCE_MISSING', 'UNQUALIFIED']
    : ['SOURCE_MISSING'];
  const disabling = arising.filter((situation) => actions[situation] === 'disable');
  if (disabling.length === 0 || objectClass.type === ObjectClass.ACCOUNT.type) return;
  if (mapping.attributesToGet?.some((attribute) => sameName(attribute, ENABLE))) return;
  if (await hasState(facade, objectClass)) return;
  throw new ConfigurationException(
    `Job ${name} disables (${disabling.join(', ')}), but ${objectClass.type} has no ${ENABLE}, so its objects cannot be ` +
      `disabled. Write another action: actions: { preset: …, ${disabling.map((each) => `${each}: delete`).join(', ')} }.`,
  );
}

function hasState(facade: ConnectorFacade, { type }: ObjectClass): Promise<boolean> {
  const known = answers.get(facade) ?? new Map<string, Promise<boolean>>();
  answers.set(facade, known);
  const asked = known.get(type) ?? ask(facade, type);
  known.set(type, asked);
  // One that failed is asked again.
  asked.catch(() => known.delete(type));
  return asked;
}

/** Where a connector does not tell, it is taken for able: the system itself says what it refuses. */
async function ask(facade: ConnectorFacade, type: string): Promise<boolean> {
  if (!facade.supports('schema')) return true;
  const info = (await facade.schema()).objectClass(type);
  return !info || info.attribute(ENABLE) !== undefined;
}
