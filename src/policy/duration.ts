import { z } from 'zod';

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** A span of time such as `30m`, `12h`, `90d` or `2w`. */
export const duration: z.ZodString = z.string().regex(/^[1-9][0-9]{0,4}[mhdw]$/, {
  error: 'must be a span of time such as 12h, 90d or 2w',
});

/** A span of time in milliseconds. */
export function milliseconds(span: string): number {
  const unit = span.at(-1) as keyof typeof UNITS;
  return Number(span.slice(0, -1)) * UNITS[unit];
}

/** The moment that lies a span after another; RFC 3339, UTC. */
export function after(time: string, span: string): string {
  return new Date(Date.parse(time) + milliseconds(span)).toISOString();
}

/** Whether a moment is over by now; what has no end is not, and what is no moment is. */
export function isOver(end: string | null, now: string): boolean {
  return end !== null && !(Date.parse(end) > Date.parse(now));
}
