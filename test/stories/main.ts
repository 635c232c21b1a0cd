// What `npm run story` calls: plays a story for a person to watch.
import { once } from 'node:events';
import { StoryStage } from './story-stage.js';
import { STORIES, type Story } from './story-table.js';

const KEEP = '--keep';

const args = process.argv.slice(2);
const [name] = args.filter((argument) => argument !== KEEP);
const story = STORIES.find((one) => one.name === name);
if (story) await play(story);
else if (name === undefined) console.log(list());
else {
  console.error(`There is no story '${name}'.\n\n${list()}`);
  process.exitCode = 2;
}

function list(): string {
  const widest = Math.max(...STORIES.map((one) => one.name.length));
  return [
    'usage: npm run story -- <name> [--keep]',
    '',
    'Runs the commands of examples/<name>/README.md in a copy of that folder, against an emulated org of their own.',
    `${KEEP} leaves the org running and the copy there, to go on by hand.`,
    '',
    ...STORIES.map((one) => `  ${one.name.padEnd(widest)}  ${one.summary}`),
  ].join('\n');
}

/** Aborted when the process is told to stop; the command that is running is told, too, and the copy is removed. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => controller.abort());
  return controller.signal;
}

async function play(chosen: Story): Promise<void> {
  const stop = stopSignal();
  const stage = await StoryStage.open(chosen);
  try {
    for (const { text } of stage.commands) {
      if (stop.aborted) break;
      console.log(`\n$ ${text}`);
      await stage.folder.run(text, true);
    }
    if (args.includes(KEEP) && !stop.aborted) await keep(stage, stop);
  } finally {
    await stage.close();
  }
}

async function keep({ folder, environment }: StoryStage, stop: AbortSignal): Promise<void> {
  const exports = Object.entries({ ...environment, PATH: `${folder.binaries}:$PATH` });
  console.log('\nTo go on by hand, in another terminal:\n');
  console.log(`cd ${folder.path}`);
  for (const [key, value] of exports) console.log(`export ${key}="${value}"`);
  console.log('\nCtrl-C ends the org and removes the copy.');
  await once(stop, 'abort');
}
