import { expect } from 'chai';
import { isAsExpected, linesOf } from './printed.js';
import { StoryStage } from './story-stage.js';
import { STORIES } from './story-table.js';

const STORY_TIMEOUT_MS = 240_000;

/**
 * A story as a test: the commands of its README are run once, in their order, and each must print what the README says.
 * `checks` then looks at the org and the repository.
 *
 * @param before prepares what no command can, and is called before the first command.
 */
export function describeStory(
  name: string,
  checks: (stage: () => StoryStage) => void,
  before?: (stage: StoryStage) => Promise<void>,
): void {
  const story = STORIES.find((one) => one.name === name)!;
  describe(`the story ${name}`, function () {
    this.timeout(STORY_TIMEOUT_MS);
    let stage: StoryStage | undefined;
    const here = (): StoryStage => stage!;

    it('prints what its README says', async () => {
      stage = await StoryStage.open(story);
      await before?.(stage);
      const { commands, folder } = stage;
      expect(commands, 'commands in the README').not.to.have.length(0);
      const transcript: string[] = [];
      for (const { text, expected } of commands) {
        const { printed } = await folder.run(text);
        transcript.push(transcriptOf(text, isAsExpected(printed, expected) ? expected : linesOf(printed)));
      }
      // One difference for all commands: who changes what they print sees all of it at once.
      const wanted = commands.map(({ text, expected }) => transcriptOf(text, expected));
      expect(transcript.join('\n')).to.equal(wanted.join('\n'));
    });
    checks(here);
    after(() => stage?.close());
  });
}

const transcriptOf = (command: string, printed: readonly string[]): string =>
  [`$ ${command}`, ...printed].join('\n').trimEnd();
