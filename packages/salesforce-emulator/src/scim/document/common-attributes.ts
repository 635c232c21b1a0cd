import { complex } from './attribute.js';

/** What every resource tells of itself. */
export const META = complex('meta', 'attributes created lastModified location version resourceType', {
  readOnly: true,
});
