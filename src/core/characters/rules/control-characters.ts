import { codePointAfter, codePointBefore } from '../neighbours.ts';
import type { Site } from './site.ts';

const FORM_FEED = 0x0c;
const LINE_ENDS: ReadonlySet<number> = new Set([-1, 0x0a, 0x0d, FORM_FEED]);

/** Only a form feed beside a line end is excused: it separates pages. */
export function judgeControl({ survey, codePoint, start, end }: Site): string | null {
  if (codePoint === FORM_FEED) {
    const before = codePointBefore(survey.text, start);
    if (LINE_ENDS.has(before) || LINE_ENDS.has(codePointAfter(survey.text, end))) return null;
  }
  if (codePoint < 0xa0) return 'a control character';
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return 'half of a surrogate pair';
  const isPrivate = (codePoint >= 0xe000 && codePoint <= 0xf8ff) || codePoint >= 0xf0000;
  if ((codePoint & 0xfffe) === 0xfffe || (codePoint >= 0xfdd0 && codePoint <= 0xfdef)) {
    return 'a noncharacter';
  }
  return isPrivate ? 'a private-use character' : 'a control for annotations or embedded objects';
}
