/** Recordings that no answer of ours is held against, and why not. */
export const LEFT_OUT: readonly { readonly files: RegExp; readonly because: string }[] = [
  { files: /^bulk1_/, because: 'Bulk API 1.0 is not emulated' },
  {
    files: /^bulk2_.*\.csv$|^query_UserLicense_table/,
    because: 'a table: its columns are those of the upload',
  },
  { files: /^describe_User\.2014/, because: 'an old release: the describe of 2023 is the measure' },
  { files: /^describe_min_(?:AuthSession|SetupAuditTrail)/, because: 'objects that are not emulated' },
  {
    files: /^error_JSON_PARSER_ERROR/,
    because: 'the wording names classes of the server; its form is tested with creates',
  },
  { files: /^error_QUERY_TOO_COMPLICATED/, because: 'a limit of formula fields, which are not emulated' },
  { files: /^error_URI_TOO_LONG/, because: 'a page of the front server, which is HTML' },
  {
    files: /^error_session_not_valid_for_rest/,
    because: 'sessions of narrow scopes are tested with the OAuth flows',
  },
  { files: /^query_RecordType/, because: 'record types are not emulated' },
  { files: /^restforce_(?:recent|search)_/, because: 'recent items and SOSL are not emulated' },
  {
    files: /^restforce_(?:reauth|refresh)_/,
    because: 'invented by its author: without the token type that a real answer has',
  },
  {
    files: /^restforce_(?:query_paginated|query_success|sobject_(?:describe_success|find_success|select))/,
    because: 'made up for an object of that library; real recordings of the same resources are held',
  },
  {
    files: /^restforce_upsert_(?:multiple_error|updated)/,
    because: 'tested with upserts; the 204 has no body',
  },
  {
    files: /^revoman_query-response-all-success/,
    because: 'tested with the partial success, which contains it',
  },
  { files: /^scim_/, because: 'SCIM has tests of its own' },
  { files: /^ui_api_/, because: 'the UI API is not emulated' },
];
