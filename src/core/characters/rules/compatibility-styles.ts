/** Kinds of characters that NFKC replaces by the ordinary ones they imitate. */
export type CompatibilityStyle =
  | 'arabic-form'
  | 'compatibility-ideograph'
  | 'enclosed'
  | 'full-width'
  | 'hebrew-form'
  | 'letterlike'
  | 'ligature'
  | 'mathematical'
  | 'modifier'
  | 'punctuation'
  | 'radical'
  | 'roman-numeral';

/** Ends of consecutive stretches of code points; each holds one style of the judged characters. */
const STYLE_ENDS: readonly (readonly [last: number, CompatibilityStyle])[] = [
  [0x02ff, 'modifier'],
  [0x037e, 'punctuation'],
  [0x1dff, 'modifier'],
  [0x1fef, 'punctuation'],
  [0x2024, 'punctuation'],
  [0x209c, 'modifier'],
  [0x214f, 'letterlike'],
  [0x217f, 'roman-numeral'],
  [0x24ff, 'enclosed'],
  [0x2fd5, 'radical'],
  [0xfaff, 'compatibility-ideograph'],
  [0xfb04, 'ligature'],
  [0xfb4f, 'hebrew-form'],
  [0xfbb1, 'arabic-form'],
  [0xfe6b, 'full-width'],
  [0xfef4, 'arabic-form'],
  [0xff5e, 'full-width'],
  [0x1d7ff, 'mathematical'],
  [0x1f149, 'enclosed'],
  [0x1fbf9, 'mathematical'],
  [0x2fa1d, 'compatibility-ideograph'],
];

/** Style of a character that the compatibility rule judges. */
export function styleOf(codePoint: number): CompatibilityStyle {
  for (const [last, style] of STYLE_ENDS) if (codePoint <= last) return style;
  return 'compatibility-ideograph';
}
