import type { TextRange } from '../../core/visible-text.ts';
import { visibleSegments } from '../../core/visible-text.ts';

/** What a piece of text means; how that looks is decided when it is painted. */
export type Style = 'plain' | 'strong' | 'faint' | 'match' | 'unseen' | 'bad' | 'good' | 'warning';

export interface Piece {
  readonly text: string;
  readonly style: Style;
}

/** A line or paragraph in pieces. The text of every piece is safe to print. */
export type StyledText = readonly Piece[];

const RESET = '\u001b[0m';
const CODES: Readonly<Record<Style, string>> = {
  plain: '',
  strong: '\u001b[1m',
  faint: '\u001b[2m',
  match: '\u001b[1;7m',
  unseen: '\u001b[33m',
  bad: '\u001b[1;31m',
  good: '\u001b[1;32m',
  warning: '\u001b[1;33m',
};

/** A piece whose text is the program's own or was made visible before. */
export function piece(text: string, style: Style = 'plain'): Piece {
  return { text, style };
}

/**
 * Quoted data, with its matches marked: by style where there is colour, by `»…«` where there is
 * none. Unseen characters are shown, inside a match too.
 *
 * @param quote hostile text, and UTF-16 offsets into it, in order and without overlaps
 */
export function quotedPieces(
  quote: { readonly text: string; readonly matches: readonly TextRange[] },
  color: boolean,
): StyledText {
  const pieces: Piece[] = [];
  let inside = false;
  for (const segment of visibleSegments(quote.text, quote.matches)) {
    if (!color && segment.marked !== inside) pieces.push(piece(inside ? '«' : '»'));
    inside = segment.marked;
    pieces.push(piece(segment.text, styleOf(segment)));
  }
  if (!color && inside) pieces.push(piece('«'));
  return pieces;
}

function styleOf(segment: { readonly marked: boolean; readonly unseen: number | null }): Style {
  if (segment.marked) return 'match';
  return segment.unseen === null ? 'plain' : 'unseen';
}

/** One line for a terminal: SGR codes (ECMA-48 §8.3.117) where there is colour, none where not. */
export function paint(line: StyledText, color: boolean): string {
  return line
    .map(({ text, style }) =>
      color && style !== 'plain' && text !== '' ? `${CODES[style]}${text}${RESET}` : text,
    )
    .join('');
}
