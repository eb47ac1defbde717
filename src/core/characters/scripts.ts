import { isLetter, propertiesOf, scriptSetIn, scriptSets } from './character-properties.ts';

/**
 * The script of a code point by its Unicode name (`Latin`, `Han`, `Old_Italic`), `Common` or
 * `Inherited` where several share it. Letters, marks and digits only: anything else is `Common`.
 * UAX 24; a character that is shared by a stated few scripts answers with the first of them.
 */
export function scriptOf(codePoint: number): string {
  return scriptSets[scriptSetIn(propertiesOf(codePoint))]?.[0] ?? 'Common';
}

/** The script of most letters of a text, the first seen of equals; `Common` when it has no letters. */
export function dominantScript(text: string): string {
  const counts = new Uint32Array(scriptSets.length);
  let best = -1;
  for (let at = 0; at < text.length; at++) {
    const codePoint = text.codePointAt(at) ?? 0;
    if (codePoint > 0xffff) at++;
    if (!isLetter(codePoint)) continue;
    const set = scriptSetIn(propertiesOf(codePoint));
    const script = scriptSets[set]?.[0] ?? 'Common';
    if (script === 'Common' || script === 'Inherited') continue;
    const count = (counts[set] ?? 0) + 1;
    counts[set] = count;
    if (best < 0 || count > (counts[best] ?? 0)) best = set;
  }
  return scriptSets[best]?.[0] ?? 'Common';
}
