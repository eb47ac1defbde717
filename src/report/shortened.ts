const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Text of at most `most` UTF-16 units, an ellipsis included. It is cut between characters as
 * readers see them, never inside one; a cluster longer than the limit (combining marks without
 * end) is cut inside.
 */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const room = text.slice(0, most);
  let end = 0;
  for (const { index } of GRAPHEMES.segment(room)) end = index;
  return `${text.slice(0, end > 0 ? end : most - 1)}…`;
}
