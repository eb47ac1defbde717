/** How the times of a column are written, by number of values. */
export interface TimeTally {
  /** With a zone, or as seconds or milliseconds since 1970. */
  readonly zoned: number;
  /** Without one: taken as UTC. */
  readonly zoneless: number;
  /** Such as 03/04/2024, which is a day in March or in April: taken as no time. */
  readonly ambiguous: number;
  /** What is no time at all. */
  readonly unreadable: number;
}

export const NO_TIMES: TimeTally = { zoned: 0, zoneless: 0, ambiguous: 0, unreadable: 0 };

const SECONDS = /^-?\d{9,10}(\.\d+)?$/;
const MILLISECONDS = /^\d{12,13}$/;
const MICROSECONDS = /^\d{15,16}$/;
const ISO = /^\d{4}-\d\d(?:-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?)?)?$/;
const DAY_MONTH_YEAR =
  /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:,?[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?$/;
const YEAR_FIRST = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?:,?[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?$/;
const ZONE = /(?:Z|UTC|GMT|[+-]\d\d:?\d\d|\([A-Z]{2,5}\))$/i;
const NAMED_MONTH = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;

/** Reads times as written, the same on every machine, and counts how they are written. */
export class TimeReader {
  readonly #tally: { -readonly [Kind in keyof TimeTally]: number } = { ...NO_TIMES };

  get tally(): TimeTally {
    return this.#tally;
  }

  /**
   * Milliseconds since 1970; NaN where it is no time, or more than one. Read are ISO 8601, seconds,
   * milliseconds and microseconds since 1970, dates with the year first, dates whose day and month cannot
   * be mistaken for each other, and dates with the name of a month (RFC 5322).
   */
  read(text: string): number {
    const written = text.trim();
    const at = this.#instant(written);
    if (Number.isNaN(at)) this.#tally[isAmbiguous(written) ? 'ambiguous' : 'unreadable'] += 1;
    return at;
  }

  #instant(text: string): number {
    if (SECONDS.test(text)) return this.#counted('zoned', Number(text) * 1000);
    if (MILLISECONDS.test(text)) return this.#counted('zoned', Number(text));
    if (MICROSECONDS.test(text)) return this.#counted('zoned', Number(text) / 1000);
    if (ISO.test(text)) {
      const iso = text.replace(' ', 'T').replace(',', '.');
      return this.#counted('zoneless', Date.parse(iso.includes('T') ? `${iso}Z` : iso));
    }
    if (/^\d{4}-\d\d-\d\d[T ]/.test(text) && ZONE.test(text))
      return this.#counted('zoned', Date.parse(text.replace(' ', 'T').replace(/\s+(?=\S+$)/, '')));
    const first = YEAR_FIRST.exec(text);
    if (first !== null)
      return this.#counted(
        'zoneless',
        utc({ year: first[1], month: first[2], day: first[3], time: first[4] }),
      );
    const last = DAY_MONTH_YEAR.exec(text);
    if (last !== null) return this.#dayOrMonth(last);
    if (!NAMED_MONTH.test(text)) return Number.NaN;
    return ZONE.test(text)
      ? this.#counted('zoned', Date.parse(text))
      : this.#counted('zoneless', Date.parse(`${text} UTC`));
  }

  #dayOrMonth([, one = '', mark, other = '', year, time]: RegExpExecArray): number {
    // Days stand first where points part them; else only a number beyond 12 says which is the day.
    if (mark === '.' || Number(one) > 12)
      return this.#counted('zoneless', utc({ year, month: other, day: one, time }));
    return Number(other) > 12
      ? this.#counted('zoneless', utc({ year, month: one, day: other, time }))
      : Number.NaN;
  }

  #counted(kind: 'zoned' | 'zoneless', at: number): number {
    if (!Number.isNaN(at)) this.#tally[kind] += 1;
    return at;
  }
}

function isAmbiguous(text: string): boolean {
  const [, one, mark, other] = DAY_MONTH_YEAR.exec(text) ?? [];
  return mark !== undefined && mark !== '.' && Number(one) <= 12 && Number(other) <= 12;
}

interface DateParts {
  readonly year: Part;
  readonly month: Part;
  readonly day: Part;
  readonly time: Part;
}

type Part = string | undefined;

function utc({ year, month, day, time }: DateParts): number {
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  return Date.parse(`${date}T${time ?? '00:00'}Z`);
}

/** Both together. */
export function addTallies(one: TimeTally, other: TimeTally): TimeTally {
  return {
    zoned: one.zoned + other.zoned,
    zoneless: one.zoneless + other.zoneless,
    ambiguous: one.ambiguous + other.ambiguous,
    unreadable: one.unreadable + other.unreadable,
  };
}
