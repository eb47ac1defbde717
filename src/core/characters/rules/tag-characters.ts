import { codePointBefore } from '../neighbours.ts';
import type { Site } from './site.ts';

const BLACK_FLAG = 0x1f3f4;
const CANCEL_TAG = 0xe007f;
/** England, Scotland, Wales (UTS 51), and Texas, which some phones send too. */
const FLAGS: ReadonlySet<string> = new Set(['gbeng', 'gbsct', 'gbwls', 'ustx']);
const LONGEST_FLAG = 6;

/** A run of tags is legitimate only as the rest of a flag emoji of a known region. */
export function judgeTags({ survey, start, end }: Site): string | null {
  const { text } = survey;
  if (codePointBefore(text, start) === BLACK_FLAG && end - start <= 2 * LONGEST_FLAG) {
    let region = '';
    for (let at = start; at < end - 2; at += 2) {
      region += String.fromCodePoint((text.codePointAt(at) ?? 0) & 0x7f);
    }
    if (text.codePointAt(end - 2) === CANCEL_TAG && FLAGS.has(region)) return null;
  }
  return 'invisible tag characters outside a flag emoji';
}
