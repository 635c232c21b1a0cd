import type { JsonObject } from '../repository/identity.js';

/** What kinds of jobs there are, and what each does. */
export const JOB_TYPES = {
  inbound: 'brings what a system holds into the repository',
  outbound: 'brings what the repository holds into a system',
  lookups: 'keeps the lookups of a system in the repository',
} as const;
export type JobType = keyof typeof JOB_TYPES;

/** The forms of a report, which are also the ends of its files' names. */
export const REPORT_FORMS = ['html', 'json', 'txt'] as const;
export type ReportForm = (typeof REPORT_FORMS)[number];

/** A job as a configuration has it. */
export interface JobDocument {
  readonly type?: JobType;
  readonly connector?: string;
  readonly objectClass?: string;
  readonly identityType?: string;
  readonly map?: string | JsonObject;
  readonly correlation?: string | JsonObject;
  readonly actions?: string | JsonObject;
  readonly syncJson?: string;
  readonly mapping?: string;
  readonly filter?: string;
  readonly condition?: string | JsonObject;
  readonly trusted?: boolean;
  readonly disabled?: JsonObject;
  readonly extent?: 'everything' | 'changes';
  readonly batchSize?: number;
  readonly parallel?: number;
  readonly lookups?: readonly string[];
  readonly itResource?: { readonly key: string; readonly name: string };
  readonly schedule?: string;
  readonly timeZone?: string;
  readonly liveSeconds?: number;
  readonly reserveCalls?: number;
  readonly reports?: { readonly folder: string; readonly forms?: readonly ReportForm[] };
}

export const JOB_DEFAULTS = {
  objectClass: '__ACCOUNT__',
  identityType: 'user',
  extent: 'everything',
  /** Inbound as many as Salesforce sends with one call, outbound as many as it takes with one. */
  batchSize: { inbound: 2_000, outbound: 200 },
} as const;

const text = (description: string, rest: object = {}) =>
  ({ type: 'string', minLength: 1, description, ...rest }) as const;
const whole = (description: string, rest: object = {}) =>
  ({ type: 'integer', minimum: 1, description, ...rest }) as const;
const flag = (description: string) => ({ type: 'boolean', description, default: false }) as const;
const either = (description: string) =>
  ({ type: ['string', 'object'], minLength: 1, description, additionalProperties: true }) as const;

/** JSON Schema of a job, and the words of its reference: the one table of what a job may say. */
export const JOB_SCHEMA = {
  type: 'object',
  description: 'A job, by the name that commands call it.',
  properties: {
    type: text(
      `What it does: ${Object.entries(JOB_TYPES)
        .map(([name, what]) => `\`${name}\` ${what}`)
        .join('; ')}. A \`syncJson\` tells it itself.`,
      { enum: Object.keys(JOB_TYPES) },
    ),
    connector: text(
      'The connector, by its name in this file. By default the one of `default`, or the only one.',
    ),
    objectClass: text('Which objects are meant.', { default: JOB_DEFAULTS.objectClass }),
    identityType: text('Which identities are meant.', { default: JOB_DEFAULTS.identityType }),
    map: either('The map: the name of a shipped one, a file that begins with `.` or `/`, or the map itself.'),
    correlation: either(
      'Which identity an object is: a preset, a file, or the rules. By default nothing is found.',
    ),
    actions: either(
      'What is done about each situation: a preset, a file, or the rules. By default all are reported.',
    ),
    syncJson: text(
      "ForgeRock's sync.json, which takes the place of type, class, map, correlation and actions.",
    ),
    mapping: text('Which mapping of the sync.json, by its name.'),
    filter: text('Limits an inbound job to the objects that match this ICF filter.'),
    condition: either(
      'In CEL, or `{ module }`: inbound, which objects are meant (`object`); outbound, which identities are to have one (`identity`).',
    ),
    trusted: flag("Whether the system is a trusted source, so that the map's `trustedDefault` counts."),
    disabled: {
      type: 'object',
      description: 'What an identity gets that an inbound job disables.',
      additionalProperties: true,
    },
    extent: text(
      'Whether an inbound job reads everything, or only changes where the connector can tell them.',
      {
        enum: ['everything', 'changes'],
        default: JOB_DEFAULTS.extent,
      },
    ),
    batchSize: whole(
      `Objects that are read, decided and written together. By default ${JOB_DEFAULTS.batchSize.inbound} inbound and ${JOB_DEFAULTS.batchSize.outbound} outbound.`,
      { maximum: 10_000 },
    ),
    parallel: whole('Batches that may be under way at the same time.', { maximum: 64 }),
    lookups: {
      type: 'array',
      description: 'Of a job for lookups: which, by their names. By default all that the connector declares.',
      minItems: 1,
      items: text('Name of a lookup, such as `Lookup.Salesforce.Profiles`.'),
    },
    itResource: {
      type: 'object',
      description:
        "Codes and decodes are kept in Oracle's form, `KEY~CODE` and `NAME~DECODE`, of this IT resource.",
      properties: { key: text('Its key, such as `461`.'), name: text('Its name, such as `Salesforce`.') },
      required: ['key', 'name'],
      additionalProperties: false,
    },
    schedule: text(
      'When `icf run` runs it: a cron expression, such as `0 2 * * *`, with seconds in front if need be.',
    ),
    timeZone: text('The time zone of the schedule, such as `Europe/Berlin`. By default that of the machine.'),
    liveSeconds: whole(
      '`icf run` keeps it going: an inbound job asks for changes so often, an outbound one sends changed identities at once and looks so often for what it missed.',
      { maximum: 86_400 },
    ),
    reserveCalls: whole(
      "Calls of the system's daily quota that have to be left. A run by command or by schedule is then planned first, which reads the system once more, and refused where it would not leave them. The connector refuses whatever call would take from them, also those of plans and of live synchronisation.",
      { minimum: 0 },
    ),
    reports: {
      type: 'object',
      description: 'Where the report of each run is kept.',
      properties: {
        folder: text('The folder; it is made where there is none.'),
        forms: {
          type: 'array',
          description: 'In which forms. By default `html`.',
          minItems: 1,
          items: text('A form.', { enum: REPORT_FORMS }),
        },
      },
      required: ['folder'],
      additionalProperties: false,
    },
  },
  additionalProperties: false,
} as const;
