import {
  EXCEPTIONS,
  Uid,
  UnknownUidException,
  type ExceptionName,
  type OperationOptions,
} from '@icf-ts/framework';

/** A bundle's own exception, which no client knows. */
class HouseException extends UnknownUidException {
  override readonly name = 'HouseException';
}

const text = (name: string): string => `It's a ${name}: {0} \u20ac \u{1f511}`;

/** Exceptions by name, and "null:NAME" for one without a message. */
function failure(name: string): Error {
  if (name === 'HouseException') return new HouseException(text(name));
  if (name === 'ForeignError') return new TypeError(text(name));
  const { type } = EXCEPTIONS[name.replace('null:', '') as ExceptionName];
  return name.startsWith('null:') ? new type() : new type(text(name), { uid: new Uid('u7') });
}

/** Throws what the caller's option FAIL names. */
export function failIfAsked(options: OperationOptions): void {
  const name = options.values.get('FAIL');
  if (typeof name === 'string') throw failure(name);
}
