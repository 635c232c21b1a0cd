import { templateProblem } from '../operations/account/released-username.js';
import { text, type Text } from '../words/text.js';

/** What is wrong with the properties about accounts, a sentence each. */
export function* accountProblems(properties: {
  readonly deletedUsername: string;
  readonly usernameSuffix: string | undefined;
}): Iterable<Text> {
  const { deletedUsername, usernameSuffix } = properties;
  const problem = templateProblem(deletedUsername);
  if (problem) yield problem;
  if (usernameSuffix && !/^[\w.+-]{1,40}$/.test(usernameSuffix)) yield text('check.usernameSuffix');
}
