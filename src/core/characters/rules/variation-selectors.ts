import { decodeKeyedDeltas } from '../delta-coding.ts';
import { codePointAfter, codePointBefore } from '../neighbours.ts';
import { scriptOf } from '../scripts.ts';
import { VARIATION_BASES } from '../tables/emoji-sequences.ts';
import type { Site } from './site.ts';

const EMOJI_STYLE = 0xfe0f;
const KEYCAP = 0x20e3;
/** The ideographic variation collections in use stay below this selector. */
const LAST_IDEOGRAPHIC = 0xe011f;
const variationBases: ReadonlyMap<number, ReadonlySet<number>> = decodeKeyedDeltas(VARIATION_BASES);

/**
 * A selector is legitimate behind a base of a standardised or emoji variation sequence (UTS 51,
 * StandardizedVariants), behind an ideograph (ideographic variation, UTS 37) and, for the Mongolian
 * selectors, behind a Mongolian letter. A digit takes the emoji style only in a keycap.
 */
export function judgeVariationSelector({ survey, codePoint, start, end }: Site): string | null {
  const base = codePointBefore(survey.text, start);
  if (base < 0) return 'a variation selector without a base';
  if (codePoint >= 0xe0100) {
    if (scriptOf(base) === 'Han' && codePoint <= LAST_IDEOGRAPHIC) return null;
  } else if (codePoint < 0xfe00) {
    if (scriptOf(base) === 'Mongolian') return null;
  } else if (variationBases.get(codePoint)?.has(base)) {
    if (base >= 0x80 || codePoint < 0xfe0e) return null;
    if (codePoint === EMOJI_STYLE && codePointAfter(survey.text, end) === KEYCAP) return null;
    return 'a variation selector on a plain character, outside a keycap';
  }
  return 'a variation selector on a character without such a variant';
}
