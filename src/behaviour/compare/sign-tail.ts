/**
 * P(at least `heads` of `heads + tails` fair coins show heads): the one-sided sign test, exact; of
 * discordant pairs, McNemar's test (1947) in its exact form.
 */
export function signTail(heads: number, tails: number): number {
  const coins = heads + tails;
  let logChoose = 0;
  let sum = 0;
  // From all heads down: the terms grow, so that small tails lose no digits.
  for (let count = coins; count >= heads; count -= 1) {
    sum += Math.exp(logChoose - coins * Math.LN2);
    logChoose += Math.log(count) - Math.log(coins - count + 1);
  }
  return Math.min(1, sum);
}
