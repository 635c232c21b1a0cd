import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';

describe('the parts of jsforce', () => {
  it("leave the application's own import of jsforce whole", async () => {
    const loaded = new URL('../../dist/session/jsforce-modules.js', import.meta.url).href;
    const program = `
      const { Connection, OAuth2 } = await (await import('${loaded}')).jsforceModules();
      const { default: jsforce } = await import('jsforce');
      console.log(jsforce.Connection === Connection, jsforce.OAuth2 === OAuth2);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      cwd: import.meta.dirname,
    });
    expect(stdout.trim()).to.equal('true true');
  });
});
