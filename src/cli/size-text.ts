import { CredenceError } from '../core/error.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
  t: 2 ** 40,
};

/** Reads a size such as `500MB`, `4GB` or `2g`, in bytes. Units are powers of 1024. */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?$/i.exec(text.trim());
  const unit = UNITS[(match?.[2] ?? '').toLowerCase()];
  if (match?.[1] === undefined || unit === undefined)
    throw new CredenceError('USAGE', `${text} is no size.`, { hint: 'Write 500MB or 4GB.' });
  return Math.floor(Number(match[1]) * unit);
}

/** Reads a whole number that must not be negative. */
export function parseCount(text: string, flag: string): number {
  if (!/^\d+$/.test(text))
    throw new CredenceError('USAGE', `${flag} takes a whole number, not ${text}.`);
  return Number(text);
}
