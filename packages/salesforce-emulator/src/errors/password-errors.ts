import { apiError } from './api-error.js';

/** Refusals of the password resource. */
export const passwordErrors = {
  tooShort: (minLength: number) =>
    apiError(400, 'INVALID_NEW_PASSWORD', `Your password must be at least ${minLength} characters long.`),
  needsLettersAndNumbers: () =>
    apiError(400, 'INVALID_NEW_PASSWORD', 'Your password must have a mix of letters and numbers.'),
  containsUsername: () =>
    apiError(400, 'INVALID_NEW_PASSWORD', 'Your password must not contain your username.'),
  missing: () => apiError(400, 'INVALID_NEW_PASSWORD', 'Your password cannot be blank.'),
  repeated: () => apiError(500, 'UNKNOWN_EXCEPTION', 'invalid repeated password'),
  noAccess: () => apiError(403, 'INSUFFICIENT_ACCESS', 'You do not have permission to view this record.'),
  inactiveUser: () =>
    apiError(400, 'INACTIVE_OWNER_OR_USER', 'The password of an inactive user cannot be set'),
};
