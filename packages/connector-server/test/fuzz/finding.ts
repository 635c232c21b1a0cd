/** What must hold whatever the bytes are did not. */
export class Finding extends Error {}
