import { readFileSync } from 'node:fs';
import { readAttributeMap } from './read-attribute-map.js';
import type { ObjectMapping } from './object-mapping.js';

/** The attribute maps that the package ships, in `presets/`. */
export const PRESET_NAMES = ['openiam', 'wso2', 'wso2-ei', 'oracle', 'forgerock'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** The text of a preset, in YAML. */
export const presetText = (name: PresetName): string =>
  readFileSync(new URL(`../../presets/${name}.yaml`, import.meta.url), 'utf8');

/** The classes of a preset, over the built-in ones. */
export const readPreset = (name: PresetName): readonly ObjectMapping[] =>
  readAttributeMap(presetText(name), `preset ${name}`);
