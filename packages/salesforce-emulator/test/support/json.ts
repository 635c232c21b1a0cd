/** A parsed answer, looked into without a schema: what it must hold is for the assertions to say. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;
