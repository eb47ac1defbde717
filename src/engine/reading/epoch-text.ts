const UNITS_PER_SECOND = [1n, 1_000n, 1_000_000n, 1_000_000_000n] as const;
const MAXIMUM_SECONDS = 8_640_000_000_000n;

/** Index into the units of Arrow: second, millisecond, microsecond, nanosecond. */
export type TimeUnitIndex = 0 | 1 | 2 | 3;

/**
 * A count of units since 1970 in ISO 8601, exact to the unit, without zeros at the end of the fraction:
 * `2024-05-01T12:00:00.25`. Counts beyond the calendar of JavaScript stay counts.
 */
export function epochText(count: bigint, unit: TimeUnitIndex): string {
  const perSecond = UNITS_PER_SECOND[unit];
  let seconds = count / perSecond;
  let fraction = count % perSecond;
  if (fraction < 0n) {
    fraction += perSecond;
    seconds -= 1n;
  }
  if (seconds > MAXIMUM_SECONDS || seconds < -MAXIMUM_SECONDS) return String(count);
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, -5);
  const digits =
    fraction === 0n
      ? ''
      : String(fraction)
          .padStart(unit * 3, '0')
          .replace(/0+$/, '');
  return digits === '' ? whole : `${whole}.${digits}`;
}
