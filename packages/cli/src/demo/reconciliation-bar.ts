import { ProgressWriter, type Progress } from '@icf-ts/provisioning';
import type { ProgressStream } from '@icf-ts/provisioning';

/** The bar of a reconciliation, on a terminal; elsewhere the tour's lines are enough. */
export function reconciliationBar(
  stream: ProgressStream | undefined,
  expected: number | undefined,
): { readonly onProgress: (progress: Progress) => void; end(): void } {
  if (!stream?.isTTY) return { onProgress: () => undefined, end: () => undefined };
  return new ProgressWriter({ stream, ...(expected === undefined ? {} : { expected }) });
}
