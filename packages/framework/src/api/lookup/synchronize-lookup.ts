import type { ConnectorObject } from '../../common/connector-object.js';
import { ConnectorException, IllegalArgumentException } from '../../common/errors/exceptions.js';
import type { TextCase } from '../../common/filter/compare-values.js';
import { LookupDefinition } from '../../common/lookup/lookup-definition.js';
import { lookupFormat, type LookupFormat } from '../../common/lookup/lookup-format.js';
import { sameName } from '../../common/values/case-insensitive.js';
import { checkLookups, type LookupDeclaration } from '../../spi/lookup-declaration.js';
import type { ConnectorFacade } from '../connector-facade.js';
import { LookupFindings } from './lookup-findings.js';
import { lookupReport, type LookupReport } from './lookup-report.js';

export interface SynchronizeLookupOptions {
  /** The lookup as it was; its text case goes on. */
  readonly previous?: LookupDefinition | undefined;
  /** Default: plain. */
  readonly format?: LookupFormat | undefined;
  /** Entries that the target no longer has stay, marked, or go. They are reported in either case. Default: keep. */
  readonly vanished?: 'keep' | 'drop' | undefined;
  /** For a lookup without `previous`. Default: exact. */
  readonly textCase?: TextCase | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Brings a lookup up to date by one search, in this process or through a connector server. All or nothing: a search
 * that fails or is aborted leaves the previous lookup as it was, because half a list would make the other half vanish.
 *
 * @throws IllegalArgumentException when `previous` is another lookup.
 * @throws InvalidAttributeValueException when the values of the declared attributes cannot be entries.
 */
export async function synchronizeLookup(
  facade: Pick<ConnectorFacade, 'key' | 'search'>,
  declaration: LookupDeclaration,
  options: SynchronizeLookupOptions = {},
): Promise<LookupReport> {
  const { previous, format = lookupFormat('plain'), signal } = options;
  // The application may have written the declaration itself, for a remote connector.
  checkLookups(facade.key.connectorName, [declaration]);
  if (previous && previous.name !== declaration.name) {
    throw new IllegalArgumentException(
      `Lookup ${previous.name} was given as the previous state of lookup ${declaration.name}.`,
    );
  }
  const textCase = previous?.textCase ?? options.textCase ?? 'exact';
  const found = new LookupFindings(declaration, format, textCase);
  for await (const object of objectsOf(facade, declaration, signal)) {
    signal?.throwIfAborted();
    found.add(object);
  }
  signal?.throwIfAborted();
  const description = declaration.description ?? previous?.description ?? undefined;
  return lookupReport(
    {
      name: declaration.name,
      kind: 'synchronized',
      textCase,
      ...(description === undefined ? {} : { description }),
    },
    previous ?? new LookupDefinition({ name: declaration.name, entries: [] }),
    found,
    format,
    options.vanished !== 'drop',
  );
}

/** All objects, also of a connector that hands them out in pages without being asked: a first page is not a list. */
async function* objectsOf(
  facade: Pick<ConnectorFacade, 'key' | 'search'>,
  { name, objectClass, filter, codeAttribute, decodeAttribute }: LookupDeclaration,
  signal: AbortSignal | undefined,
): AsyncGenerator<ConnectorObject, void, void> {
  const attributesToGet = sameName(codeAttribute, decodeAttribute)
    ? [codeAttribute]
    : [codeAttribute, decodeAttribute];
  let cookie: string | undefined;
  do {
    const page = facade.search(objectClass, filter, { attributesToGet, signal, pagedResultsCookie: cookie });
    yield* page;
    const next = page.result?.pagedResultsCookie || undefined;
    if (next !== undefined && next === cookie) {
      throw new ConnectorException(
        `Connector ${facade.key.connectorName} gave the same page cookie twice while lookup ${name} was read. ` +
          'This is a fault of the connector.',
      );
    }
    cookie = next;
  } while (cookie !== undefined);
}
