import { propertiesOf, scriptSetIn } from '../character-properties.ts';
import { codePointAfter, codePointBefore } from '../neighbours.ts';
import { Group, groupOfSet } from '../script-groups.ts';
import { scriptOf } from '../scripts.ts';
import type { Survey } from '../survey.ts';
import type { Site } from './site.ts';

const BRAILLE_BLANK = 0x2800;
const CHOSEONG_FILLER = 0x115f;
const JUNGSEONG_FILLER = 0x1160;

/** Chinese, Japanese or Korean letters of a text. */
export function countCjkLetters({ letters }: Survey): number {
  return (letters[Group.han] ?? 0) + (letters[Group.kana] ?? 0) + (letters[Group.hangul] ?? 0);
}

/** CJK letters, CJK punctuation and full-width forms. */
function isCjk(codePoint: number): boolean {
  if (codePoint < 0) return false;
  if (
    (codePoint >= 0x3001 && codePoint <= 0x303f) ||
    (codePoint >= 0xff00 && codePoint <= 0xffef)
  ) {
    return true;
  }
  const group = groupOfSet(scriptSetIn(propertiesOf(codePoint)));
  return group === Group.han || group === Group.kana || group === Group.hangul;
}

/** U+3000 is the space of CJK text: beside its characters, or anywhere in a text mostly of them. */
export function judgeIdeographicSpace({ survey, start, end }: Site): string | null {
  const { text } = survey;
  if (isCjk(codePointBefore(text, start)) || isCjk(codePointAfter(text, end))) return null;
  const cjk = countCjkLetters(survey);
  if (cjk > 0 && cjk >= (survey.letters[Group.latin] ?? 0)) return null;
  return 'an ideographic space away from Chinese, Japanese or Korean';
}

function isBraille(codePoint: number): boolean {
  return codePoint > BRAILLE_BLANK && codePoint <= 0x28ff;
}

function isLegitimateBlank({ survey, codePoint, start, end }: Site): boolean {
  const before = codePointBefore(survey.text, start);
  const after = codePointAfter(survey.text, end);
  switch (codePoint) {
    case BRAILLE_BLANK:
      return isBraille(before) || isBraille(after);
    case 0x1680:
      return scriptOf(before) === 'Ogham' || scriptOf(after) === 'Ogham';
    case 0x180e:
      return scriptOf(before) === 'Mongolian' && scriptOf(after) === 'Mongolian';
    case CHOSEONG_FILLER:
      return after > JUNGSEONG_FILLER && after <= 0x11a7;
    case JUNGSEONG_FILLER:
      return before >= 0x1100 && before < CHOSEONG_FILLER && after >= 0x11a8 && after <= 0x11ff;
    default:
      return false;
  }
}

/** Letters and spaces of one script that print nothing: legitimate only within that script. */
export function judgeBlankLetter(site: Site): string | null {
  return isLegitimateBlank(site) ? null : 'a blank letter away from its script';
}
