/**
 * The exact interval of a binomial share (Clopper and Pearson 1934), found by halving: the shares under
 * which neither so many successes nor so few are rarer than half of `1 - confidence`.
 *
 * @throws RangeError where there are no trials, or more successes than trials.
 */
export function exactInterval(
  successes: number,
  trials: number,
  confidence: number = 0.95,
): readonly [low: number, high: number] {
  if (!(trials > 0) || successes < 0 || successes > trials)
    throw new RangeError(`${successes} of ${trials}`);
  const tail = (1 - confidence) / 2;
  const low = successes === 0 ? 0 : shareWhere((share) => upper(successes, trials, share) >= tail);
  const high =
    successes === trials
      ? 1
      : 1 - shareWhere((share) => upper(trials - successes, trials, share) >= tail);
  return [low, high];
}

const STEPS = 60;

/** The least share at which something holds that holds from there on. */
function shareWhere(holds: (share: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** P(at least so many successes), summed from the largest term of those that count. */
function upper(successes: number, trials: number, share: number): number {
  if (share <= 0) return 0;
  if (share >= 1) return 1;
  const odds = share / (1 - share);
  const top = Math.max(successes, Math.min(trials, Math.floor((trials + 1) * share)));
  const logTop =
    logChoose(trials, top) + top * Math.log(share) + (trials - top) * Math.log1p(-share);
  let sum = 1;
  for (let at = top, term = 1; at < trials && term > 1e-17 * sum; at += 1) {
    term *= ((trials - at) / (at + 1)) * odds;
    sum += term;
  }
  for (let at = top, term = 1; at > successes && term > 1e-17 * sum; at -= 1) {
    term *= at / ((trials - at + 1) * odds);
    sum += term;
  }
  return Math.min(1, Math.exp(logTop) * sum);
}

function logChoose(trials: number, successes: number): number {
  const few = Math.min(successes, trials - successes);
  let sum = 0;
  for (let at = 1; at <= few; at += 1) sum += Math.log((trials - few + at) / at);
  return sum;
}
