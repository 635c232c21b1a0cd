import { FilePath, GuardedString } from '@icf-ts/framework/spi';

/** Forms and templates send an empty text for what nobody has filled in. */
export function isNotGiven(value: unknown): boolean {
  if (typeof value === 'string') return value.trim() === '';
  if (value instanceof GuardedString) return value.access((clear) => clear.trim() === '');
  return value instanceof FilePath && value.path.trim() === '';
}
