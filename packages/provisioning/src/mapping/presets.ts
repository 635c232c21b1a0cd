import { shippedPreset } from '../document/shipped-presets.js';
import type { FindPreset } from './read-map.js';

/** The maps that the package ships. */
export const findMapPreset: FindPreset = (name, complain) => shippedPreset('maps', name, complain);
