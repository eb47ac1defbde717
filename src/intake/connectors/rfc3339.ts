/** A time that a publisher gives, in milliseconds or as text, or `null` where it is none. */
export function rfc3339(time: number | string | null | undefined): string | null {
  if (time === null || time === undefined) return null;
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}
