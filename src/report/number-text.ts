const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A count for people: `20,000`. */
export function countText(count: number): string {
  return WHOLE.format(count);
}

/** A count with its noun: `1 record`, `20,000 records`. */
export function counted(count: number, noun: string): string {
  return `${countText(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A share of 0–1 as a percentage with two significant digits; what is not zero never reads so. */
export function shareText(share: number): string {
  const percent = share * 100;
  if (percent === 0) return '0%';
  if (percent < 0.01) return '<0.01%';
  if (percent > 99 && percent < 100) return `${Math.min(99.9, Number(percent.toFixed(1)))}%`;
  return `${Number(percent.toPrecision(2))}%`;
}

/** A probability: `0.04`, `3.1×10⁻¹²`. Zero means that it is below what a double can hold. */
export function probabilityText(probability: number): string {
  if (probability === 0) return '<10⁻³⁰⁰';
  if (probability >= 0.001) return String(Number(probability.toPrecision(2)));
  const [digits, exponent] = probability.toExponential(1).split('e-');
  return `${digits?.replace('.0', '')}×10⁻${superscript(exponent ?? '')}`;
}

/** A statistic or effect of any size with three significant digits. */
export function valueText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '∞' : String(value);
  const size = Math.abs(value);
  if (size >= 1e9) return value.toExponential(2).replace('e+', '×10^');
  if (size >= 100 || Number.isInteger(value)) return WHOLE.format(value);
  if (size > 0 && size < 0.001) return value.toExponential(1);
  return String(Number(value.toPrecision(3)));
}

/** Bytes in the decimal units of storage: `1.45 GB`. */
export function bytesText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? countText(size) : Number(size.toPrecision(3))} ${units[unit]}`;
}

/** A duration: `0.4 s`, `12 s`, `3 min 20 s`. */
export function durationText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function superscript(digits: string): string {
  return [...digits].map((digit) => SUPERSCRIPTS[Number(digit)] ?? digit).join('');
}
