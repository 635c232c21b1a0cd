import type { ConfigurationProperties } from '../../api/configuration-properties.js';
import type { ConnectorMessages } from '../../common/connector-messages.js';
import { Locale } from '../../common/values/locale.js';

/**
 * For the tests of a bundle: what its message catalogues lack. Finds keys of properties (and of `keys`, such as the
 * display name's) that the root catalogue has not, keys that a locale has not or has alone, placeholders that are
 * broken or differ from the root's. Every group text may be missing, but not some of them.
 */
export function checkMessages(
  messages: ConnectorMessages,
  properties: ConfigurationProperties,
  keys: readonly string[] = [],
): readonly string[] {
  const root = messages.catalogs.get('') ?? new Map<string, string>();
  const needed = new Set([...keys, ...propertyKeys(properties, root)]);
  const problems = [...needed].filter((key) => !root.has(key)).map((key) => `root: '${key}' is missing`);
  for (const [locale, catalog] of messages.catalogs) {
    const where = locale || 'root';
    for (const [key, text] of catalog) {
      if (/[{}]/.test(text.replace(PLACEHOLDER, '')))
        problems.push(`${where}: '${key}' has a brace that is not part of a placeholder such as {0}`);
    }
    if (locale !== '') problems.push(...differences(messages, Locale.parse(locale), root));
  }
  return problems;
}

const PLACEHOLDER = /\{\d+\}/g;
const placeholders = (text: string): string =>
  [...new Set(text.match(PLACEHOLDER))].sort().join(' ') || 'none';

function propertyKeys(
  properties: ConfigurationProperties,
  root: ReadonlyMap<string, string>,
): readonly string[] {
  const all = [...properties];
  const groups = all.map(({ groupMessageKey }) => groupMessageKey);
  const grouped = groups.some((key) => key !== null && root.has(key));
  return [...all.flatMap((p) => [p.displayMessageKey, p.helpMessageKey]), ...(grouped ? groups : [])].filter(
    (key) => key !== null,
  );
}

function* differences(
  messages: ConnectorMessages,
  locale: Locale,
  root: ReadonlyMap<string, string>,
): Generator<string> {
  const name = locale.toString();
  // A text of `pt` serves `pt_BR` too; one of the root is in another language.
  const chain = [...locale.fallbacks()]
    .map((candidate) => candidate.toString())
    .filter((candidate) => candidate !== '')
    .flatMap((candidate) => messages.catalogs.get(candidate) ?? []);
  for (const [key, text] of root) {
    const translated = chain.find((catalog) => catalog.has(key))?.get(key);
    if (translated === undefined) yield `${name}: '${key}' is missing`;
    else if (placeholders(translated) !== placeholders(text))
      yield `${name}: '${key}' has placeholders ${placeholders(translated)}, but the root has ${placeholders(text)}`;
  }
  for (const key of messages.catalogs.get(name)?.keys() ?? [])
    if (!root.has(key)) yield `${name}: '${key}' is not in the root catalogue`;
}
