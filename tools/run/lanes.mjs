/** Runs jobs in so many lanes, the longest (`seconds`, an estimate) first; `run` is told the lane's number. */
export async function inLanes(jobs, count) {
  const waiting = jobs.toSorted((one, other) => other.seconds - one.seconds);
  const lane = async (_, number) => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await job.run(number);
  };
  await Promise.all(Array.from({ length: count }, lane));
}
