/**
 * The parts of jsforce that are needed, loaded when the first session is. `jsforce.js` must come first: its parts need each
 * other in a circle, and whoever loads `connection.js` before it leaves `import jsforce from 'jsforce'` empty for the whole
 * process, the application's own import too.
 */
export async function jsforceModules() {
  await import('jsforce/lib/jsforce.js');
  const [{ Connection }, { OAuth2 }] = await Promise.all([
    import('jsforce/lib/connection.js'),
    import('jsforce/lib/oauth2.js'),
  ]);
  return { Connection, OAuth2 };
}
