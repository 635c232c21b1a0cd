// `npm run bench [name]`: runs the benchmarks and prints one JSON document. Figures of one run belong together; compare
// ratios, not times.
import { readdirSync } from 'node:fs';
import { cpus } from 'node:os';

const wanted = process.argv.slice(2);
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.bench.mjs'))
  .map((file) => file.replace('.bench.mjs', ''))
  .filter((name) => wanted.length === 0 || wanted.includes(name));
if (names.length === 0) {
  console.error(
    `No benchmark of that name. There are: ${readdirSync(import.meta.dirname)
      .filter((f) => f.endsWith('.bench.mjs'))
      .join(', ')}`,
  );
  process.exit(2);
}
const results = {};
for (const name of names) {
  const { default: run } = await import(`./${name}.bench.mjs`);
  results[name] = await run();
}
console.log(JSON.stringify({ node: process.version, cpus: cpus().length, results }, null, 2));
