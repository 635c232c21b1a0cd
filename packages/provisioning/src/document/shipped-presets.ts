import { readFileSync } from 'node:fs';
import { suggestion } from './schema-sentence.js';
import { SourceDocument, type Section } from './source-document.js';

/** Files in `presets/`, one for each identity manager whose documents they were made of. */
export const PRESET_FILES = ['oracle', 'openiam', 'wso2', 'wso2-ei', 'forgerock', 'icf-ts'] as const;

/** Kinds of presets: sections of those files. */
export type PresetKind = 'maps' | 'correlations' | 'actions';

let documents: readonly SourceDocument[] | undefined;

/** Names of the presets of a kind. */
export const presetNames = (kind: PresetKind): readonly string[] => sections(kind).map(([name]) => name);

/** A preset by its name; undefined where there is none, and then `complain` was told which there are. */
export function shippedPreset(
  kind: PresetKind,
  name: string,
  complain: (problem: string) => void,
): Section | undefined {
  const found = sections(kind).find(([known]) => known === name);
  if (found) return found[1];
  const names = presetNames(kind);
  complain(`there is no preset '${name}'${suggestion(name, names) || `; there is ${names.join(', ')}`}`);
  return undefined;
}

/** All that is shipped, as text: what a job does may depend on any of it. */
export const presetsText = (): string => JSON.stringify(shipped().map(({ content }) => content));

const shipped = (): readonly SourceDocument[] =>
  (documents ??= PRESET_FILES.map(
    (file) => new SourceDocument(readFileSync(fileOf(file), 'utf8'), `presets/${file}.yaml`),
  ));

function sections(kind: PresetKind): readonly (readonly [string, Section])[] {
  return shipped().flatMap((document) => {
    const all = document.section(kind);
    return Object.keys(all.value ?? {}).map((name) => [name, all.at(name)] as const);
  });
}

const fileOf = (name: string): URL => new URL(`../../presets/${name}.yaml`, import.meta.url);
