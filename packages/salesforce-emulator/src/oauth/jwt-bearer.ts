import { oauthErrors } from '../errors/oauth-error.js';
import { checkUser, openSession, userNamed } from '../identity/login.js';
import type { OrgState } from '../org-state.js';
import { nowSeconds } from '../org-state.js';
import { isPreAuthorized } from './connected-app.js';
import type { ConnectedApp } from './connected-app.js';
import { readAssertion } from './jwt-assertion.js';
import type { JwtAssertion } from './jwt-assertion.js';
import { onlineScopes } from './scopes.js';
import { admitted, required, termsOf } from './token-request.js';
import type { Granted, OAuthParameters, TokenRequest } from './token-request.js';

/** Audiences that clients put in whatever host they call. */
const WORLD_AUDIENCES = ['https://login.salesforce.com', 'https://test.salesforce.com'];

/** How far the clocks of client and org may differ, in seconds. */
const CLOCK_SKEW_SECONDS = 60;

/** The app that an assertion speaks for. @throws OAuthError `invalid_client_id` */
export function appOfAssertion(org: OrgState, parameters: OAuthParameters): ConnectedApp {
  const app = org.oauth.apps.find(readAssertion(required(parameters, 'assertion')).issuer);
  if (!app) throw oauthErrors.clientUnknown();
  return app;
}

/** A session of the user whom a signed assertion names, who must have been approved before. */
export function grantByAssertion({ org, app, parameters, door }: TokenRequest): Granted {
  const assertion = readAssertion(required(parameters, 'assertion'));
  if (app.publicKey === null || !assertion.isSignedBy(app.publicKey)) throw oauthErrors.assertionInvalid();
  checkTimes(assertion, nowSeconds(org));
  checkAudience(assertion, org.sources.origin);
  const user = userNamed(org, assertion.subject);
  const isApproved =
    isPreAuthorized(app, assertion.subject) ||
    (user && org.oauth.authorizations.hasApproved(user.Id, app.clientId));
  if (!user || !isApproved) throw oauthErrors.notApproved();
  const scopes = onlineScopes(app.scopes);
  const session = openSession(org, admitted(checkUser(org, user, door)), door, termsOf(app, scopes));
  return { session, scopes };
}

/** An expiry far ahead is taken: Salesforce's own command line sends milliseconds for seconds. */
function checkTimes({ expiresSeconds, notBeforeSeconds }: JwtAssertion, now: number): void {
  if (expiresSeconds + CLOCK_SKEW_SECONDS < now) throw oauthErrors.assertionExpired();
  if (notBeforeSeconds - CLOCK_SKEW_SECONDS > now) throw oauthErrors.assertionInvalid();
}

function checkAudience({ audiences }: JwtAssertion, origin: string): void {
  const accepted = [...WORLD_AUDIENCES, origin, `${origin}/services/oauth2/token`];
  const isAccepted = audiences.some((audience) => accepted.includes(audience.replace(/\/$/, '')));
  if (!isAccepted) throw oauthErrors.audienceWrong();
}
