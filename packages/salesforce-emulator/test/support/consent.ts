import { http } from './org-client.js';
import type { Answer } from './org-client.js';

/** The consent page of a request, as a browser meets it. */
export interface ConsentPage {
  readonly answer: Answer;
  /** Presses a button of its form. */
  press(decision: string, fields?: Record<string, string>): Promise<Answer>;
}

export async function openConsentPage(authorizeUrl: string): Promise<ConsentPage> {
  const answer = await http(authorizeUrl);
  const request = /name="request" value="(\w+)"/.exec(answer.text)?.[1] ?? '';
  const action = /<form method="post" action="([^"]+)"/.exec(answer.text)?.[1] ?? '';
  return {
    answer,
    press: (decision, fields = {}) =>
      http(new URL(action, authorizeUrl).href, {
        method: 'POST',
        body: new URLSearchParams({ request, decision, ...fields }),
      }),
  };
}

/** The parameters with which an answer sends the browser back to the client. */
export function returned(answer: Answer): Record<string, string> {
  const location = answer.headers.get('location') ?? '';
  return Object.fromEntries(new URL(location).searchParams);
}
