import type { Action, Situation } from './situation.js';

/** Which actions make sense in a situation. Of the rest, nothing would be there to do them to. */
export const SENSIBLE_ACTIONS: Readonly<Record<Situation, readonly Action[]>> = {
  CONFIRMED: ['update', 'ignore', 'report', 'exception'],
  FOUND: ['link', 'ignore', 'report', 'exception'],
  FOUND_ALREADY_LINKED: ['ignore', 'report', 'exception'],
  ABSENT: ['create', 'ignore', 'report', 'exception'],
  AMBIGUOUS: ['ignore', 'report', 'exception'],
  MISSING: ['create', 'unlink', 'ignore', 'report', 'exception'],
  UNQUALIFIED: ['unlink', 'disable', 'delete', 'ignore', 'report', 'exception'],
  SOURCE_IGNORED: ['ignore', 'report', 'exception'],
  SOURCE_MISSING: ['unlink', 'disable', 'delete', 'ignore', 'report', 'exception'],
  UNASSIGNED: ['disable', 'delete', 'ignore', 'report', 'exception'],
};

/** Rule conditions of Oracle's reconciliation action rules. */
export const ORACLE_CONDITIONS: Readonly<Record<string, Situation>> = {
  'No Matches Found': 'ABSENT',
  'One Entity Match Found': 'FOUND',
  'Multiple Entity Matches Found': 'AMBIGUOUS',
  'One Process Match Found': 'CONFIRMED',
};

/** Actions of Oracle's rules; to establish a link that stands already is to bring up to date. */
export const ORACLE_ACTIONS: Readonly<Record<string, Partial<Record<Situation, Action>>>> = {
  None: { ABSENT: 'ignore', FOUND: 'ignore', AMBIGUOUS: 'ignore', CONFIRMED: 'ignore' },
  'Create User': { ABSENT: 'create' },
  'Establish Link': { FOUND: 'link', CONFIRMED: 'update' },
};

/** Situations of ForgeRock's that cannot arise here, and why. */
export const FOREIGN_SITUATIONS: Readonly<Record<string, string>> = {
  LINK_ONLY: 'a link whose source and target have both gone is told as SOURCE_MISSING',
  ALL_GONE: 'what is on neither side and has no link is not seen',
  TARGET_IGNORED: 'the partners are not filtered; a condition of the job leaves out its own side only',
};
