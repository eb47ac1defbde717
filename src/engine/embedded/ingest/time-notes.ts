import { visibleText } from '../../../core/visible-text.ts';
import type { TimeTally } from './time-reader.ts';

/** What was assumed of a column of times, or could not be read of it, as sentences. */
export function timeNotes(
  column: string,
  { zoned, zoneless, ambiguous, unreadable }: TimeTally,
): string[] {
  const name = `“${visibleText(column)}”`;
  const all = zoned + zoneless + ambiguous + unreadable;
  const count = (some: number): string =>
    `${some.toLocaleString('en')} of ${all.toLocaleString('en')}`;
  return [
    ...(zoned > 0 && zoneless > 0
      ? [
          `Some times of ${name} have a zone and some have none: ${count(zoneless)} were taken as UTC.`,
        ]
      : []),
    ...(ambiguous > 0
      ? [
          `Times of ${name} were left out where day and month cannot be told apart, as in 03/04/2024: ${count(ambiguous)}. Write them as 2024-04-03.`,
        ]
      : []),
    ...(unreadable > 0
      ? [`Values of ${name} that are no time were left out: ${count(unreadable)}.`]
      : []),
  ];
}
