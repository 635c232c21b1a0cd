import { templateProblem } from '../operations/account/released-username.js';

/** What is wrong with the properties about accounts, a sentence each. */
export function* accountProblems(properties: {
  readonly deletedUsername: string;
  readonly usernameSuffix: string | undefined;
}): Iterable<string> {
  const { deletedUsername, usernameSuffix } = properties;
  const problem = templateProblem(deletedUsername);
  if (problem) yield `'deletedUsername': ${problem}`;
  if (usernameSuffix && !/^[\w.+-]{1,40}$/.test(usernameSuffix))
    yield "'usernameSuffix' takes letters, digits and . _ + - only, 40 at most: it stands at the end of an e-mail address, like .sandbox.";
}
