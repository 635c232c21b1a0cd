/** 1,234 */
export const count = (value: number): string => Math.round(value).toLocaleString('en-US');

/** 1 call, 2 calls */
export const plural = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** 14 ms, 2.5 s */
export const duration = (ms: number): string =>
  ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;

export const perSecond = (value: number, ms: number): number => (ms > 0 ? (value / ms) * 1_000 : value);
