// Imported before anything else: refuses a Node.js that is too old, in syntax and calls that it still knows.
const OLDEST = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
  console.error(
    `icf-ts needs Node.js ${OLDEST.join('.')} or newer; this is ${process.version}.\n` +
      'Install a newer one (https://nodejs.org, or `nvm install` in this folder) and run the command again.',
  );
  process.exit(1);
}
