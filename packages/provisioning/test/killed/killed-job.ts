import { ObjectClass, type ConnectorFacade } from '@icf-ts/framework';
import {
  SourceDocument,
  compileCorrelation,
  compileMapping,
  readActions,
  type DatabaseLocation,
  type InboundJob,
  type OutboundJob,
} from '@icf-ts/provisioning';

export type Way = 'inbound' | 'outbound';

/** What a process of the test is told to do. */
export interface Order {
  readonly location: DatabaseLocation;
  readonly way: Way;
  /** Name of the system in the repository. */
  readonly system: string;
  /** Properties of the connector. */
  readonly org: Readonly<Record<string, string>>;
  /** Where it ends: once so many objects are done, after so many points more. */
  readonly kill?: { readonly after: number; readonly points: number; readonly by: 'itself' | 'parent' };
}

export const BATCH_SIZE = 500;

const CONFIGURATION = `
map: { extends: forgerock }
rules: { preset: forgerock }
inbound:
  CONFIRMED: update
  FOUND: link
  FOUND_ALREADY_LINKED: exception
  ABSENT: create
  AMBIGUOUS: exception
  MISSING: unlink
  UNQUALIFIED: unlink
  SOURCE_IGNORED: ignore
  SOURCE_MISSING: delete
  UNASSIGNED: delete
outbound: provision
`;

/** The job of both ways; the identities of the outbound one are what the inbound one made. */
export async function killedJob(
  facade: ConnectorFacade,
  way: Way,
  system: string,
): Promise<InboundJob & OutboundJob> {
  const document = new SourceDocument(CONFIGURATION, 'killed.yaml');
  const correlation = await compileCorrelation(document.section('rules'));
  return {
    name: `${way} ${system}`,
    system,
    objectClass: ObjectClass.ACCOUNT,
    identityType: way === 'inbound' ? system : system.replace('org of ', ''),
    facade,
    mapping: await compileMapping(document.section('map'), { alsoGet: correlation.attributes! }),
    correlation,
    actions: readActions(document.section(way)),
    batchSize: BATCH_SIZE,
    fingerprint: 'v1',
  };
}
