import type { SalesforceError } from '../../errors/salesforce-errors.js';
import { rowErrors } from '../../errors/salesforce-errors.js';
import type { ApiRequest } from '../api-request.js';
import type { QueryPage } from '../query-pages.js';
import { mergeQueries } from './keyed-queries.js';
import type { ReadyPart } from './program.js';

/** What became of a request: answered, refused, or nobody knows. */
export type StepAnswer =
  | { readonly body: unknown }
  | { readonly errors: readonly SalesforceError[] }
  | { readonly failure: unknown };

/** One request that stands for parts of several callers. */
export interface MergedStep {
  readonly request: ApiRequest;
  /** Bodies hold texts of callers', who may not refer to other answers with them. */
  readonly texts: true;
  readonly parts: readonly ReadyPart[];
  /** Hands out what a single answer says to each; what has to be asked otherwise comes back, as further steps. */
  readonly settle: (answer: StepAnswer) => readonly MergedStep[];
}

/** Salesforce's limit of rows in one collection. */
const MAX_ROWS = 200;
const COLLECTIONS = '/composite/sobjects';
const ROW = /^\/sobjects\/(\w+)(?:\/(\w{15}|\w{18}))?$/;
/** A reading of some fields of a row. */
const READING = /^\/sobjects\/(\w+)\/(\w{15}|\w{18})\?fields=([\w,.]+)$/;
/** Rows that one collection reads. */
const MAX_READ = 2_000;
const QUERY = '/query?q=';

/** Requests of one kind may be one; those of the kind `single` never are. */
export function kindOf({ method, path }: ApiRequest): string {
  if (method === 'GET' && path.startsWith(QUERY)) return 'query';
  const [, read, , fields] = (method === 'GET' && READING.exec(path)) || [];
  if (read !== undefined) return `GET ${read}?${fields}`;
  const [, sobject, id] = ROW.exec(path) ?? [];
  const isRow = sobject !== undefined && (id === undefined) === (method === 'POST') && method !== 'GET';
  return isRow ? `${method} ${sobject}` : 'single';
}

/** As few requests as carry out parts of one kind. */
export function mergedSteps(kind: string, parts: readonly ReadyPart[]): readonly MergedStep[] {
  if (kind === 'query') return queries(parts);
  if (kind === 'single') return parts.map(single);
  if (kind.startsWith('GET ')) return chunks(parts, MAX_READ).map(reading);
  return chunks(parts, MAX_ROWS).map(collection);
}

const chunks = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));

function single(part: ReadyPart): MergedStep {
  return {
    request: part.request,
    texts: true,
    parts: [part],
    settle: (answer) => {
      handOut(part, answer);
      return [];
    },
  };
}

function handOut({ program, at }: ReadyPart, answer: StepAnswer): void {
  if ('failure' in answer) program.fail(answer.failure);
  else program.answer(at, answer);
}

function queries(parts: readonly ReadyPart[]): readonly MergedStep[] {
  const bySoql = new Map<string, ReadyPart[]>();
  for (const part of parts) {
    const soql = decodeURIComponent(part.request.path.slice(QUERY.length));
    bySoql.set(soql, [...(bySoql.get(soql) ?? []), part]);
  }
  return mergeQueries([...bySoql.keys()]).map(({ soql, statements, split }): MergedStep => {
    const own = statements.flatMap((statement) => bySoql.get(statement)!);
    return {
      request: { method: 'GET', path: QUERY + encodeURIComponent(soql) },
      texts: true,
      parts: own,
      settle: (answer) => {
        const pages = 'body' in answer ? split(answer.body as QueryPage) : undefined;
        if (!pages && statements.length > 1 && !('failure' in answer))
          return isCut(answer) ? halves(own).flatMap(queries) : own.map(single);
        for (const statement of statements)
          for (const part of bySoql.get(statement)!)
            handOut(part, pages ? { body: pages.get(statement) } : answer);
        return [];
      },
    };
  });
}

/** Whether there are more rows than one answer holds: half of the keys have fewer. */
const isCut = (answer: StepAnswer): boolean =>
  'body' in answer && (answer.body as QueryPage).nextRecordsUrl !== undefined;

const halves = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  chunks(items, Math.ceil(items.length / 2));

/** Rows that are not there are asked for by themselves, for the refusal. */
function reading(parts: readonly ReadyPart[]): MergedStep {
  if (parts.length === 1) return single(parts[0]!);
  const found = parts.map(({ request }) => READING.exec(request.path)!);
  const [, sobject = '', , fields = ''] = found[0]!;
  return {
    request: {
      method: 'POST',
      path: `${COLLECTIONS}/${sobject}`,
      body: { ids: found.map(([, , id]) => id), fields: fields.split(',') },
    },
    texts: true,
    parts,
    settle: (answer) => {
      if ('errors' in answer) return parts.map(single);
      const rows = 'body' in answer ? (answer.body as readonly (object | null)[]) : [];
      return parts.flatMap((part, at) => {
        if ('body' in answer && !rows[at]) return single(part);
        handOut(part, 'body' in answer ? { body: rows[at] } : answer);
        return [];
      });
    },
  };
}

interface RowAnswer {
  readonly id?: string;
  readonly success: boolean;
  readonly errors?: readonly unknown[];
}

/** Refusals of a whole collection for the sake of one row in it. */
const OF_ONE_ROW = /^(?:INVALID_FIELD|INVALID_TYPE|INVALID_INPUT|JSON_PARSER_ERROR|MALFORMED_|DUPLICATE_)/;
/** A row among others is refused so for what a call of its own says more exactly, or repeats. */
const TOLD_BETTER_ALONE = new Set(['INVALID_CROSS_REFERENCE_KEY', 'UNABLE_TO_LOCK_ROW']);

/** A row that is alone is sent as such: Salesforce says more of it. */
function collection(parts: readonly ReadyPart[]): MergedStep {
  if (parts.length === 1) return single(parts[0]!);
  return {
    request: collected(parts.map(({ request }) => request)),
    texts: true,
    parts,
    settle: (answer) => {
      if ('errors' in answer && answer.errors.some(({ code }) => OF_ONE_ROW.test(code)))
        return halves(parts).map(collection);
      if (!('body' in answer)) {
        for (const part of parts) handOut(part, answer);
        return [];
      }
      const again: MergedStep[] = [];
      for (const [index, { id, success, errors = [] }] of (answer.body as readonly RowAnswer[]).entries()) {
        const part = parts[index]!;
        if (success) {
          handOut(part, { body: part.request.method === 'POST' ? { id, success, errors: [] } : null });
          continue;
        }
        const refusals = rowErrors(errors);
        if (refusals.some(({ code }) => TOLD_BETTER_ALONE.has(code))) again.push(single(part));
        else handOut(part, { errors: refusals });
      }
      return again;
    },
  };
}

function collected(requests: readonly ApiRequest[]): ApiRequest {
  const [{ method }] = requests as [ApiRequest];
  const rows = requests.map(({ path, body }) => {
    const [, type = '', id] = ROW.exec(path) ?? [];
    return { type, id, body };
  });
  if (method === 'DELETE')
    return { method, path: `${COLLECTIONS}?ids=${rows.map(({ id }) => id).join(',')}&allOrNone=false` };
  const records = rows.map(({ type, id, body }) => ({
    attributes: { type },
    ...(id === undefined ? {} : { Id: id }),
    ...body,
  }));
  return { method, path: COLLECTIONS, body: { allOrNone: false, records } };
}
