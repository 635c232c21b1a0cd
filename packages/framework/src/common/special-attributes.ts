/** ICF's attributes with a meaning of their own, by the names that every ICF platform knows. */
export const SpecialAttributes = {
  UID: '__UID__',
  NAME: '__NAME__',
  PASSWORD: '__PASSWORD__',
  CURRENT_PASSWORD: '__CURRENT_PASSWORD__',
  ENABLE: '__ENABLE__',
  ENABLE_DATE: '__ENABLE_DATE__',
  DISABLE_DATE: '__DISABLE_DATE__',
  LOCK_OUT: '__LOCK_OUT__',
  PASSWORD_EXPIRATION_DATE: '__PASSWORD_EXPIRATION_DATE__',
  PASSWORD_EXPIRED: '__PASSWORD_EXPIRED__',
  GROUPS: '__GROUPS__',
  DESCRIPTION: '__DESCRIPTION__',
  SHORT_NAME: '__SHORT_NAME__',
  LAST_LOGIN_DATE: '__LAST_LOGIN_DATE__',
  LAST_PASSWORD_CHANGE_DATE: '__LAST_PASSWORD_CHANGE_DATE__',
  PASSWORD_CHANGE_INTERVAL: '__PASSWORD_CHANGE_INTERVAL__',
} as const;

/** Attributes that stand for a state or an action of the account; they cannot be added to or removed from. */
export const OPERATIONAL_ATTRIBUTES: ReadonlySet<string> = new Set([
  SpecialAttributes.PASSWORD,
  SpecialAttributes.CURRENT_PASSWORD,
  SpecialAttributes.ENABLE,
  SpecialAttributes.ENABLE_DATE,
  SpecialAttributes.DISABLE_DATE,
  SpecialAttributes.LOCK_OUT,
  SpecialAttributes.PASSWORD_EXPIRATION_DATE,
  SpecialAttributes.PASSWORD_EXPIRED,
]);
