import type { TextRange } from '../core/visible-text.ts';
import { sortedRanges } from '../core/visible-text.ts';
import type { Example } from '../findings/finding.ts';

/** A report quotes at most this many records of one finding. */
export const MOST_EXAMPLES = 5;
const LONGEST_WORD = 24;

/** The part of a quoted record that is shown, and where the pattern matches in it. */
export interface Excerpt {
  readonly text: string;
  /** UTF-16 offsets into `text`, in order and without overlaps. */
  readonly matches: readonly TextRange[];
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/**
 * A window of about `width` UTF-16 units around the first match of an example, cut between words
 * where a word boundary is near. Offsets may come from a stranger's file: they are brought into
 * the text first.
 */
export function excerptOf(example: Example, width: number): Excerpt {
  const { text, shortened } = example;
  const matches = sortedRanges(example.spans, text.length);
  if (text.length <= width) return { text, matches, cutBefore: false, cutAfter: shortened };
  const window = windowAround(matches[0] ?? { start: 0, end: 0 }, { text, width });
  return {
    text: text.slice(window.start, window.end),
    matches: sortedRanges(
      matches.map(({ start, end }) => ({ start: start - window.start, end: end - window.start })),
      window.end - window.start,
    ),
    cutBefore: window.start > 0,
    cutAfter: shortened || window.end < text.length,
  };
}

function windowAround(match: TextRange, room: { text: string; width: number }): TextRange {
  const { text, width } = room;
  const middle = Math.min(match.end, match.start + width);
  const before = Math.max(0, Math.floor((width - (middle - match.start)) / 2));
  const start = Math.min(Math.max(0, match.start - before), text.length - width);
  const first = start === 0 ? 0 : nextWord(text, start);
  const last = start + width >= text.length ? text.length : wordEnd(text, start + width);
  return {
    start: first <= match.start || match.end === 0 ? first : wholeCharacter(text, start),
    end: last >= middle ? last : wholeCharacter(text, start + width),
  };
}

/** The start of the next word, where one is near; else the position itself. */
function nextWord(text: string, from: number): number {
  const space = text.slice(from, from + LONGEST_WORD).search(/\s/);
  return wholeCharacter(text, space < 0 ? from : from + space + 1);
}

/** The end of the last whole word before a position, where one is near; else the position itself. */
function wordEnd(text: string, to: number): number {
  const space = text.slice(to - LONGEST_WORD, to + 1).search(/\s\S*$/);
  return wholeCharacter(text, space < 0 ? to : to - LONGEST_WORD + space);
}

/** Steps off the second half of a surrogate pair. */
function wholeCharacter(text: string, index: number): number {
  const code = text.charCodeAt(index);
  const inside = code >= 0xdc00 && code <= 0xdfff && index > 0;
  return inside ? index - 1 : index;
}
