// What a story has in the place of a browser: it allows the app that it is shown, and goes where it is sent.
import { allow } from '../../emulated-org/allow.js';

const [url = ''] = process.argv.slice(2);
await fetch(await allow(url));
