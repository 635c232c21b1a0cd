import { standardOffsetMs } from '../calendar/time-zone.js';
import type { OrgState } from '../org-state.js';
import type { Row } from '../record/row.js';

/** The identity URL of a user. Its host is the org itself, for a client must be able to reach it. */
export function identityUrl(org: OrgState, userId: string): string {
  return `${org.sources.origin}/id/${org.organizationId}/${userId}`;
}

function serviceUrls(org: OrgState, user: Row): Record<string, string> {
  const { origin } = org.sources;
  const org15 = org.organizationId.slice(0, 15);
  const data = `${origin}/services/data/v{version}`;
  const soap = `${origin}/services/Soap`;
  return {
    enterprise: `${soap}/c/{version}/${org15}`,
    metadata: `${soap}/m/{version}/${org15}`,
    partner: `${soap}/u/{version}/${org15}`,
    rest: `${data}/`,
    sobjects: `${data}/sobjects/`,
    search: `${data}/search/`,
    query: `${data}/query/`,
    recent: `${data}/recent/`,
    tooling_soap: `${soap}/T/{version}/${org15}`,
    tooling_rest: `${data}/tooling/`,
    profile: `${origin}/${user.Id}`,
    feeds: `${data}/chatter/feeds`,
    groups: `${data}/chatter/groups`,
    users: `${data}/chatter/users`,
    feed_items: `${data}/chatter/feed-items`,
    feed_elements: `${data}/chatter/feed-elements`,
    custom_domain: origin,
  };
}

const photoUrls = (origin: string): Record<string, string> => ({
  picture: `${origin}/profilephoto/005/F`,
  thumbnail: `${origin}/profilephoto/005/T`,
});

const displayName = (user: Row): string => [user.FirstName, user.LastName].filter(Boolean).join(' ');
const modified = (user: Row): string =>
  `${new Date(Number(user.SystemModstamp) * 1000).toISOString().slice(0, 19)}Z`;
const utcOffset = (org: OrgState, user: Row): number =>
  standardOffsetMs(String(user.TimeZoneSidKey), org.nowMs());

/** The answer of the identity URL; its dates have a form of their own. */
export function identityAnswer(org: OrgState, user: Row): Record<string, unknown> {
  return {
    id: identityUrl(org, user.Id),
    asserted_user: true,
    user_id: user.Id,
    organization_id: org.organizationId,
    username: user.Username,
    nick_name: user.CommunityNickname,
    display_name: displayName(user),
    email: user.Email,
    email_verified: true,
    first_name: user.FirstName ?? null,
    last_name: user.LastName,
    timezone: user.TimeZoneSidKey,
    photos: photoUrls(org.sources.origin),
    addr_street: user.Street ?? null,
    addr_city: user.City ?? null,
    addr_state: user.State ?? null,
    addr_country: user.Country ?? null,
    addr_zip: user.PostalCode ?? null,
    mobile_phone: user.MobilePhone ?? null,
    mobile_phone_verified: false,
    is_lightning_login_user: false,
    status: { created_date: null, body: null },
    urls: serviceUrls(org, user),
    active: user.IsActive,
    user_type: String(user.UserType).toUpperCase(),
    language: user.LanguageLocaleKey,
    locale: user.LocaleSidKey,
    utcOffset: utcOffset(org, user),
    last_modified_date: modified(user),
    is_app_installed: true,
  };
}

/** The answer of `/services/oauth2/userinfo`, with OpenID Connect's names. */
export function userinfoAnswer(org: OrgState, user: Row): Record<string, unknown> {
  const { origin } = org.sources;
  return {
    sub: identityUrl(org, user.Id),
    user_id: user.Id,
    organization_id: org.organizationId,
    preferred_username: user.Username,
    nickname: user.CommunityNickname,
    name: displayName(user),
    email: user.Email,
    email_verified: true,
    given_name: user.FirstName ?? null,
    family_name: user.LastName,
    zoneinfo: user.TimeZoneSidKey,
    photos: photoUrls(origin),
    profile: `${origin}/${user.Id}`,
    picture: photoUrls(origin).picture,
    address: {
      street_address: user.Street ?? null,
      locality: user.City ?? null,
      region: user.State ?? null,
      postal_code: user.PostalCode ?? null,
      country: user.Country ?? null,
    },
    urls: serviceUrls(org, user),
    active: user.IsActive,
    user_type: String(user.UserType).toUpperCase(),
    language: user.LanguageLocaleKey,
    locale: user.LocaleSidKey,
    utcOffset: utcOffset(org, user),
    updated_at: modified(user),
  };
}
