import type { Context } from 'mocha';
import { MissingPrerequisite } from '../interop/java-library.js';

/** Skips the tests of a hook, saying why, where a tool cannot be had; `npm run certify` wants them all. */
export async function unlessMissing<Tool>(context: Context, prepare: () => Promise<Tool>): Promise<Tool> {
  try {
    return await prepare();
  } catch (error) {
    if (!(error instanceof MissingPrerequisite) || process.env['ICF_CERTIFY'] === 'all') throw error;
    console.log(`      skipped: ${error.message}`);
    return context.skip();
  }
}
