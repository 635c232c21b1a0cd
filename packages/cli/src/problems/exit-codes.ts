import type { ExceptionName } from '@icf-ts/framework';

interface ExitRow {
  readonly code: number;
  readonly meaning: string;
  /** What to do, where the message itself cannot know. */
  readonly advice?: string;
  readonly exceptions: readonly ExceptionName[];
}

/** The one table of exit codes: what each means, and which of ICF's exceptions end in it. */
export const EXITS = {
  done: { code: 0, meaning: 'done', exceptions: [] },
  failure: {
    code: 1,
    meaning: 'failed for another reason than those below; the message tells',
    exceptions: ['ConnectorException', 'UnsupportedOperationException'],
  },
  usage: {
    code: 2,
    meaning: 'the command line, or a value that was given, is wrong; nothing was done',
    exceptions: ['IllegalArgumentException', 'InvalidAttributeValueException'],
  },
  configuration: {
    code: 3,
    meaning: "the configuration is wrong: the file, a reference in it, or the connector's properties",
    advice: 'Mend the configuration of the connector; the message names the property.',
    exceptions: ['ConfigurationException'],
  },
  notFound: {
    code: 4,
    meaning: 'the target has no such object, or the repository no such identity or run',
    exceptions: ['UnknownUidException'],
  },
  permission: {
    code: 5,
    meaning: 'the credentials are refused, or do not allow it',
    advice: "Check the credentials and the rights of the connector's own user.",
    exceptions: [
      'InvalidCredentialException',
      'InvalidPasswordException',
      'PasswordExpiredException',
      'PermissionDeniedException',
      'ConnectorSecurityException',
    ],
  },
  conflict: {
    code: 6,
    meaning: 'the object exists already, or has changed since it was read',
    exceptions: ['AlreadyExistsException', 'PreconditionFailedException', 'PreconditionRequiredException'],
  },
  unreachable: {
    code: 7,
    meaning:
      'the target, the connector server or the repository was not reached, or did not answer in time; try again',
    advice: 'The request itself may be right: check host, port and network, and try again.',
    exceptions: [
      'ConnectionFailedException',
      'ConnectionBrokenException',
      'ConnectorIOException',
      'OperationTimeoutException',
      'RetryableException',
    ],
  },
  partly: {
    code: 8,
    meaning: 'done, but not for all objects: the report tells which failed and why',
    exceptions: [],
  },
  refused: {
    code: 9,
    meaning: 'the plan costs more API calls or licence seats than there are; nothing was written',
    advice:
      'icf plan shows what it would write and cost; icf reconcile --no-plan writes what can be written.',
    exceptions: [],
  },
  busy: {
    code: 10,
    meaning:
      'another run for the same objects is under way, or another process has the embedded repository; nothing was done, try again later',
    exceptions: [],
  },
  interrupted: {
    code: 130,
    meaning:
      'stopped by Ctrl-C (SIGINT) before it was done; what runs until it is stopped, such as run and org, ends with 0',
    exceptions: [],
  },
  terminated: { code: 143, meaning: 'the same by SIGTERM', exceptions: [] },
} as const satisfies Readonly<Record<string, ExitRow>>;

export type ExitName = keyof typeof EXITS;
export const EXIT_ROWS: readonly ExitRow[] = Object.values(EXITS);

/** The row of the exception of that ICF name. */
export const exitOf = (name: string): ExitRow =>
  EXIT_ROWS.find(({ exceptions }) => (exceptions as readonly string[]).includes(name)) ?? EXITS.failure;
