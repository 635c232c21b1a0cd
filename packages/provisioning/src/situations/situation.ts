/** How an object and an identity stand to each other, in the words of the field. */
export const SITUATIONS = {
  CONFIRMED: 'linked, and both are there',
  FOUND: 'not linked, and correlation finds one partner',
  FOUND_ALREADY_LINKED: 'not linked, and the partner that correlation finds is linked to another',
  ABSENT: 'not linked, and correlation finds no partner',
  AMBIGUOUS: 'not linked, and correlation finds several partners',
  MISSING: 'linked, but the partner is gone',
  UNQUALIFIED: 'left out by the condition of the job, but linked',
  SOURCE_IGNORED: 'left out by the condition of the job, and not linked',
  SOURCE_MISSING: 'linked to an object of the source that is gone',
  UNASSIGNED: 'on the other side without a partner',
} as const;

export type Situation = keyof typeof SITUATIONS;

/** What may be done about a situation. */
export const ACTIONS = {
  create: 'make the partner, and link it',
  link: 'link, and bring the partner up to date',
  update: 'bring the partner up to date',
  unlink: 'forget the link, and leave both as they are',
  delete: 'delete the partner, and forget the link',
  disable: 'disable the partner, and keep the link',
  ignore: 'nothing',
  report: 'nothing, but list it in the report',
  exception: 'count it as a failure',
} as const;

export type Action = keyof typeof ACTIONS;

/** What a job does in each situation. */
export type ActionRules = Readonly<Record<Situation, Action>>;
