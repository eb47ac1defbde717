import { isMark } from '../character-properties.ts';
import { codePointAfter, codePointBefore } from '../neighbours.ts';
import { isSpacelessScript } from '../script-groups.ts';
import { scriptOf } from '../scripts.ts';
import type { Site } from './site.ts';

const ZERO_WIDTH_SPACE = 0x200b;
/** Spaceless, but with line breaking rules of their own: nothing there asks for U+200B. */
const BREAKS_ANYWHERE: ReadonlySet<string> = new Set([
  'Han',
  'Hiragana',
  'Katakana',
  'Bopomofo',
  'Yi',
]);

function marksBreaks(script: string): boolean {
  return isSpacelessScript(script) && !BREAKS_ANYWHERE.has(script);
}

/** U+200B marks word breaks in Khmer, Thai, Lao, Burmese and their like; nothing else is excused. */
export function judgeZeroWidth({ survey, codePoint, start, end }: Site): string | null {
  const { text } = survey;
  if (codePoint === ZERO_WIDTH_SPACE) {
    const before = codePointBefore(text, start);
    const after = codePointAfter(text, end);
    if (marksBreaks(scriptOf(before)) && marksBreaks(scriptOf(after)) && !isMark(after))
      return null;
  }
  return 'a character without width or ink';
}
