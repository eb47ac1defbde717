import { cellsOf } from './display-width.ts';
import type { Piece, Style, StyledText } from './styled-text.ts';

interface StyledCell {
  readonly text: string;
  readonly columns: number;
  readonly style: Style;
}

/**
 * Breaks text into lines of at most `width` columns, at spaces where there are any; a word longer
 * than a line is broken where it must be.
 */
export function wrap(text: StyledText, width: number): readonly StyledText[] {
  const cells = text.flatMap(({ text: part, style }) =>
    cellsOf(part).map((cell): StyledCell => ({ ...cell, style })),
  );
  const lines: StyledText[] = [];
  let start = 0;
  while (start < cells.length) {
    const end = lineEnd(cells, start, width);
    lines.push(joined(cells.slice(start, end)));
    start = end;
    while (cells[start]?.text === ' ') start++;
  }
  return lines.length === 0 ? [[]] : lines;
}

function lineEnd(cells: readonly StyledCell[], start: number, width: number): number {
  let columns = 0;
  let space = -1;
  for (let index = start; index < cells.length; index++) {
    const cell = cells[index];
    if (cell?.text === ' ') space = index;
    columns += cell?.columns ?? 0;
    if (columns > width) return breakAt({ start, space, index });
  }
  return cells.length;
}

function breakAt(at: { start: number; space: number; index: number }): number {
  if (at.space > at.start) return at.space;
  return Math.max(at.index, at.start + 1);
}

function joined(cells: readonly StyledCell[]): StyledText {
  const pieces: Piece[] = [];
  for (const { text, style } of cells) {
    const last = pieces.at(-1);
    if (last?.style === style) pieces[pieces.length - 1] = { text: last.text + text, style };
    else pieces.push({ text, style });
  }
  return pieces;
}
