import { exceptionFromJava, javaClassOf, type ConnectorException } from '@icf-ts/framework';

/** An exception as `OperationResponsePart` carries it: Java's class name and a message. */
export class RemoteWrappedException {
  readonly className: string;
  readonly message: string | null;
  readonly cause: RemoteWrappedException | null;
  readonly stackTrace: string | null;

  constructor(
    className: string,
    message: string | null,
    cause: RemoteWrappedException | null = null,
    stackTrace: string | null = null,
  ) {
    this.className = className;
    this.message = message;
    this.cause = cause;
    this.stackTrace = stackTrace;
  }

  /** Class and message alone: causes and stacks tell a caller about this server's inside, and stay here. */
  static of(error: unknown): RemoteWrappedException {
    const message = error instanceof Error ? error.message : String(error);
    return new RemoteWrappedException(javaClassOf(error), message === '' ? null : message);
  }

  /** The same failure as the connector threw it, so that remote and local callers catch the same class. */
  toException(): ConnectorException {
    return exceptionFromJava(this.className, this.message ?? undefined, this.cause?.toException());
  }
}
