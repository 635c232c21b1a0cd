const ID = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

/** Whether a text has the form of an id, 15 or 18 characters. What has not is never sent as one. */
export const isSalesforceId = (text: string): boolean => ID.test(text);
