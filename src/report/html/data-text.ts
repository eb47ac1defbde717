import type { TextRange } from '../../core/visible-text.ts';
import { codePointName, visibleSegments } from '../../core/visible-text.ts';
import { shortened } from '../shortened.ts';
import { characterName } from './character-name.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';

/**
 * Text of the data: its matches are highlighted, what a reader would not see is a small chip, and
 * its direction cannot reach what stands beside it.
 *
 * @param matches UTF-16 offsets into `text`, in order and without overlaps
 */
export function dataText(text: string, matches: readonly TextRange[] = []): Markup {
  const parts: Markup[] = [];
  let match: Markup[] = [];
  for (const segment of visibleSegments(text, matches)) {
    const part = segment.unseen === null ? markup`${segment.text}` : chip(segment.unseen);
    if (segment.marked) {
      match.push(part);
      continue;
    }
    if (match.length > 0) parts.push(markup`<mark>${match}</mark>`);
    match = [];
    parts.push(part);
  }
  if (match.length > 0) parts.push(markup`<mark>${match}</mark>`);
  return markup`<bdi>${parts}</bdi>`;
}

/** A name from the data (a label, a column, a file), of bounded length. */
export function dataName(name: string, most = 80): Markup {
  return dataText(shortened(name, most));
}

function chip(codePoint: number): Markup {
  const sign = SIGNS.get(codePoint) ?? codePointName(codePoint);
  return markup`<span class="unseen" title="${codePointName(codePoint)} ${characterName(codePoint)}">${sign}</span>`;
}

const SIGNS: ReadonlyMap<number, string> = new Map([
  [0x09, '⇥'],
  [0x0a, '⏎'],
  [0x0d, '␍'],
]);
