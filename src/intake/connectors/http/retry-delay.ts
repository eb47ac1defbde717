const LONGEST = 60_000;

/**
 * How long to wait before asking again, in milliseconds.
 *
 * @param asked the header `Retry-After`: seconds or a date (RFC 9110 §10.2.3).
 * @param otherwise the wait where the host names none; a wait that it names is held to a minute.
 */
export function retryDelay(asked: string | null, otherwise: number): number {
  if (asked === null) return otherwise;
  const wanted = /^\d+$/.test(asked.trim()) ? Number(asked) * 1000 : Date.parse(asked) - Date.now();
  return Number.isNaN(wanted) ? otherwise : Math.min(LONGEST, Math.max(0, wanted));
}
