/** What went over a connection, without what TLS adds to it. */
export interface Traffic {
  readonly bytesRead: number;
  readonly bytesWritten: number;
  readonly messagesRead: number;
  readonly messagesWritten: number;
}

export const NO_TRAFFIC: Traffic = { bytesRead: 0, bytesWritten: 0, messagesRead: 0, messagesWritten: 0 };

export const sumOf = (one: Traffic, other: Traffic): Traffic => ({
  bytesRead: one.bytesRead + other.bytesRead,
  bytesWritten: one.bytesWritten + other.bytesWritten,
  messagesRead: one.messagesRead + other.messagesRead,
  messagesWritten: one.messagesWritten + other.messagesWritten,
});
