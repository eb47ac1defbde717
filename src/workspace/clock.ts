/** Where times come from; handed in, so that tests and audits decide what time it is. */
export interface Clock {
  /** RFC 3339 in UTC with milliseconds. */
  now(): string;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };
