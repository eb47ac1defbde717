/** Milliseconds since 1970 of ISO 8601, or of seconds or milliseconds as a number; NaN where it is no time. */
export function parseTime(text: string): number {
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return Number(text) * 1000;
  if (/^\d{12,13}$/.test(text)) return Number(text);
  return Date.parse(text);
}
