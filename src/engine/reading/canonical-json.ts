import { NumberText } from './json-number.ts';

/**
 * One text for one JSON value: members sorted by name (UTF-16 code units, as RFC 8785), no spaces,
 * numbers in their shortest exact form, those beyond a double as written.
 *
 * @throws RangeError when the value is nested deeper than `depth`.
 */
export function canonicalJson(value: unknown, depth: number): string {
  if (value instanceof NumberText) return value.text;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth <= 0) throw new RangeError('nested too deeply');
  if (Array.isArray(value))
    return `[${value.map((item) => canonicalJson(item, depth - 1)).join(',')}]`;
  const members = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item, depth - 1)}`).join(',')}}`;
}
