/** The bytes of the encoding. Grammar: stream := preamble (constants object)*; object := class-ref field* END. */
export const MAGIC = 0x0000fafb;
export const VERSION = 2;
export const PREAMBLE_BYTES = 8;

export const TAG = {
  /** class-ref: the null object. */
  NULL: 60,
  /** class-ref: int32 id of a type name. */
  CLASS: 61,
  /** class-ref: an array, followed by the class-ref of its component. */
  ARRAY: 62,
  /** field: byte string. */
  ANONYMOUS: 70,
  /** field: int32 id of its name, then byte string. */
  NAMED: 71,
  END: 72,
} as const;

/** A class-ref may nest arrays; more levels than this are an attack, not data. */
export const MAX_ARRAY_LEVELS = 16;
