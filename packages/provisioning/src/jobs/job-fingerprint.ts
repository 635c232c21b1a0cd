import { createHash } from 'node:crypto';
import { presetsText } from '../document/shipped-presets.js';
import type { FileTexts } from './job-part.js';
import type { JobDocument } from './job-schema.js';

/** What says when and how fast a job runs, and who is told, but not what it does. */
const WITHOUT_BEARING: readonly (keyof JobDocument)[] = [
  'schedule',
  'timeZone',
  'liveSeconds',
  'parallel',
  'reserveCalls',
  'reports',
];

/** Digest of all that a job's outcome depends on, as far as it is configuration. */
export function fingerprintOf(job: JobDocument, files: FileTexts): string {
  const own = Object.entries(job).filter(([name]) => !WITHOUT_BEARING.includes(name as keyof JobDocument));
  return createHash('sha256')
    .update(JSON.stringify([own, [...files], presetsText()]))
    .digest('base64url');
}
