import { expect } from 'chai';
import { isAsExpected, linesOf } from './printed.js';
import { StoryStage } from './story-stage.js';
import { STORIES } from './story-table.js';

const STORY_TIMEOUT_MS = 240_000;

interface WatchedStory {
  readonly name: string;
  /** Looks at what each command has left, before the next one is run. */
  readonly watch?: (stage: StoryStage, command: string) => Promise<void>;
}

/**
 * A story as a test: the commands of its README are run once, in their order, and each must print what the README says.
 * `checks` then looks at the org and the repository; `costs` tells the API calls of each command.
 *
 */
export function describeStory(
  of: string | WatchedStory,
  checks: (stage: () => StoryStage, costs: () => readonly string[]) => void,
): void {
  const { name, watch } = typeof of === 'string' ? { name: of } : of;
  const story = STORIES.find((one) => one.name === name)!;
  describe(`the story ${name}`, function () {
    this.timeout(STORY_TIMEOUT_MS);
    let stage: StoryStage | undefined;
    const here = (): StoryStage => stage!;
    const played: { readonly text: string; readonly calls: number }[] = [];

    it('prints what its README says', async () => {
      stage = await StoryStage.open(story, { oneProcess: true });
      const { commands } = stage;
      expect(commands, 'commands in the README').not.to.have.length(0);
      const transcript: string[] = [];
      for (const { text, expected } of commands) {
        const { printed, calls } = await stage.run(text);
        played.push({ text, calls });
        transcript.push(transcriptOf(text, isAsExpected(printed, expected) ? expected : linesOf(printed)));
        await watch?.(stage, text);
      }
      // One difference for all commands: who changes what they print sees all of it at once.
      const wanted = commands.map(({ text, expected }) => transcriptOf(text, expected));
      expect(transcript.join('\n')).to.equal(wanted.join('\n'));
    });
    checks(here, () => played.map(({ text, calls }) => `${text}: ${calls}`));
    after(() => stage?.close());
  });
}

const transcriptOf = (command: string, printed: readonly string[]): string =>
  [`$ ${command}`, ...printed].join('\n').trimEnd();
