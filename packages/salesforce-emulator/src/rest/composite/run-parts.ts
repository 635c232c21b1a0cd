import { ApiError, codeFirstError } from '../../errors/api-error.js';
import { requestErrors } from '../../errors/request-errors.js';
import type { RestAnswer, RestCall } from '../rest-call.js';
import { PartAnswers } from './part-answers.js';
import type { Part } from './part.js';

/** What stands in the place of a part that was taken back, or never ran, because another one failed. */
const ROLLED_BACK = asAnswer(
  codeFirstError(
    400,
    'PROCESSING_HALTED',
    'The transaction was rolled back since another operation in the same transaction failed.',
  ),
);

function asAnswer({ status, elements }: ApiError): RestAnswer {
  return { status, body: elements };
}

export const isFailure = ({ status }: RestAnswer): boolean => status >= 400;

/** Runs parts one after the other, each for itself. */
export function runEach(call: RestCall, parts: readonly Part[]): readonly RestAnswer[] {
  const answers = new PartAnswers();
  return parts.map((part) => runPart(call, part, answers));
}

/** Runs parts as one transaction, up to the first that fails; that one alone then tells why. */
export function runAllOrNone(call: RestCall, parts: readonly Part[]): readonly RestAnswer[] {
  const answers = new PartAnswers();
  const done: RestAnswer[] = [];
  call.org.store.transaction(
    () => {
      for (const part of parts) {
        const answer = runPart(call, part, answers);
        done.push(answer);
        if (isFailure(answer)) return false;
      }
      return true;
    },
    (isWhole) => isWhole,
  );
  const last = done.at(-1);
  if (!last || !isFailure(last)) return done;
  return parts.map((_part, index) => (index === done.length - 1 ? last : ROLLED_BACK));
}

function runPart(call: RestCall, part: Part, answers: PartAnswers): RestAnswer {
  const answer = tryPart(call, part, answers);
  answers.set(part.referenceId, answer);
  return answer;
}

function tryPart(call: RestCall, { method, ...part }: Part, answers: PartAnswers): RestAnswer {
  try {
    const url = String(answers.fill(part.url)).replace(/^\/services\/data\//i, '');
    const headers = Object.entries(answers.fill(part.headers)).map(([name, value]) => [name, String(value)]);
    return callVersioned(call, method, url, answers.fill(part.body), Object.fromEntries(headers));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return asAnswer(error);
  }
}

/** @param url from the version on: `v62.0/sobjects/User` */
export function callVersioned(
  call: RestCall,
  method: string,
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): RestAnswer {
  const [, version, rest] = /^(v\d+\.\d+)(\/.*)$/is.exec(url) ?? [];
  if (version === undefined || rest === undefined) return asAnswer(requestErrors.notFound());
  if (/^\/composite(?:\/(?:batch|graph|tree)\b|\/?(?:\?|$))/i.test(rest))
    return asAnswer(requestErrors.invalidInput('A composite request cannot hold another one'));
  return call.within({ method, version, url: rest, body, headers });
}

/** A part's answer as composite and graph show it. */
export function partAnswer({ referenceId }: Part, { body, headers, status }: RestAnswer): object {
  return { body: body ?? null, httpHeaders: headers ?? {}, httpStatusCode: status, referenceId };
}
