/**
 * Characters that a reader does not see, that reorder what he sees, or that no font draws alike:
 * general categories Cc, Cf, Cs, Co, Zl, Zp and Zs but for the plain space, default-ignorable code
 * points (Unicode 17 §5.21, UAX 44), noncharacters, the blank Braille cell and the blank musical
 * note head; and combining marks beyond the fourth on one base, which would run over other lines.
 */
const UNSEEN =
  /[[\p{Zs}--\x20]\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}\p{Noncharacter_Code_Point}\u2800\u{1D159}]|(?<=\p{M}{4})\p{M}/gv;

/** Line ends and tabs have signs of their own; everything else is named by its code point. */
const SIGNS: Readonly<Record<string, string>> = { '\n': '⏎', '\r': '␍', '\t': '⇥' };

/** A stretch of text, as UTF-16 offsets; `end` is exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A piece of hostile text, made safe to print. `start` and `end` point into the original text. */
export interface VisibleSegment extends TextRange {
  /** What to print: free of control, bidi and invisible characters. */
  readonly text: string;
  /** The code point that `text` stands for, or `null` where `text` is the original. */
  readonly unseen: number | null;
  /** Whether the segment lies in one of the ranges asked for. */
  readonly marked: boolean;
}

/**
 * Hostile text as one safe line: every invisible, bidi, control, tag and unusual-space character
 * is shown (`⟨U+200B⟩`; line feed `⏎`, carriage return `␍`, tab `⇥`), and nothing else changes.
 * Applying it twice changes nothing.
 */
export function visibleText(text: string): string {
  return text.replace(UNSEEN, (character) => visibleSign(character));
}

/**
 * The same in pieces, for output that styles what was unseen and what matched.
 *
 * @param ranges what to mark: UTF-16 offsets into `text`, sorted, without overlaps (`sortedRanges`)
 */
export function visibleSegments(
  text: string,
  ranges: readonly TextRange[] = [],
): readonly VisibleSegment[] {
  const unseen = new Map([...text.matchAll(UNSEEN)].map((match) => [match.index, match[0]]));
  const cuts = new Set([0, text.length]);
  for (const range of ranges) cuts.add(range.start).add(range.end);
  for (const [start, character] of unseen) cuts.add(start).add(start + character.length);
  const edges = [...cuts].sort((a, b) => a - b);
  const segments: VisibleSegment[] = [];
  let range = 0;
  for (let index = 0; index + 1 < edges.length; index++) {
    const start = edges[index] ?? 0;
    const end = edges[index + 1] ?? 0;
    while ((ranges[range]?.end ?? Number.POSITIVE_INFINITY) <= start) range++;
    segments.push({
      text: shown(text.slice(start, end), unseen.get(start)),
      unseen: unseen.get(start)?.codePointAt(0) ?? null,
      marked: (ranges[range]?.start ?? Number.POSITIVE_INFINITY) <= start,
      start,
      end,
    });
  }
  return segments;
}

/** Ranges as `visibleSegments` wants them: whole, inside the text, in order and merged. */
export function sortedRanges(
  ranges: readonly TextRange[],
  textLength: number,
): readonly TextRange[] {
  const inside = ranges
    .map(({ start, end }) => ({
      start: Math.max(0, Math.trunc(start)),
      end: Math.min(textLength, Math.trunc(end)),
    }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  const merged: TextRange[] = [];
  for (const range of inside) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else {
      merged.push(range);
    }
  }
  return merged;
}

/** A code point as Unicode writes it: `U+200B`. */
export function codePointName(codePoint: number): string {
  return `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
}

function visibleSign(character: string): string {
  return SIGNS[character] ?? `⟨${codePointName(character.codePointAt(0) ?? 0)}⟩`;
}

function shown(piece: string, unseen: string | undefined): string {
  return unseen === undefined ? visibleText(piece) : visibleSign(unseen);
}
