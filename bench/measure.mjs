/** Runs `work` a few times and returns the fastest time per unit, in microseconds: noise only ever adds. */
export async function perUnitUs(units, work, rounds = 7) {
  let best = Infinity;
  await work();
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    best = Math.min(best, performance.now() - start);
  }
  return (best * 1000) / units;
}

export const rounded = (value, digits = 3) => Number(value.toPrecision(digits));
