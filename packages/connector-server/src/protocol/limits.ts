/** Bounds of what a peer may make this side hold. Everything is checked before anything is allocated for it. */
export interface ProtocolLimits {
  /** One top-level object with its constants. */
  readonly maxMessageBytes: number;
  /** Type and field names over the life of a connection. */
  readonly maxConstants: number;
  readonly maxConstantBytes: number;
  /** Objects within objects. Java clients build an OR of n values n levels deep. */
  readonly maxDepth: number;
  /** Objects other than scalars in one message: few bytes of the wire become many of memory in them. */
  readonly maxRecords: number;
}

export const DEFAULT_LIMITS: ProtocolLimits = Object.freeze({
  maxMessageBytes: 16 * 1024 * 1024,
  maxConstants: 4096,
  maxConstantBytes: 1024,
  maxDepth: 512,
  maxRecords: 200_000,
});

/** What a peer may send before it has shown the key. */
export const UNAUTHENTICATED_MESSAGE_BYTES = 16 * 1024;

/** What a peer with a wrong key may send as its request: enough for any honest mistake, and never decoded. */
export const REFUSED_MESSAGE_BYTES = 256 * 1024;
