/** Ways in which one side of a pair can differ from the other, whatever it says. */
const TRAITS: readonly (readonly [name: string, has: (text: string) => boolean])[] = [
  ['a list', (text) => /^[ \t]*(?:[-*•]|\d{1,3}[.)])\s/m.test(text)],
  ['a block of code', (text) => text.includes('```')],
  ['emphasis or headings', (text) => /\*\*|^#{1,6}\s/m.test(text)],
  ['an exclamation mark', (text) => text.includes('!')],
  ['a question', (text) => text.includes('?')],
  ['an emoji', (text) => /\p{Extended_Pictographic}/u.test(text)],
  ['a link', (text) => /https?:\/\//.test(text)],
];

/** One side is longer where it is by more than a tenth. */
const LONGER = 1.1;

/** The traits by which exactly one side of a pair stands out: 1 for the chosen one, -1 for the rejected one. */
export function traitsOf(chosen: string, rejected: string): Map<string, 1 | -1> {
  const found = new Map<string, 1 | -1>();
  if (chosen.length > LONGER * rejected.length) found.set('the greater length', 1);
  else if (rejected.length > LONGER * chosen.length) found.set('the greater length', -1);
  for (const [name, has] of TRAITS) {
    const difference = Number(has(chosen)) - Number(has(rejected));
    if (difference !== 0) found.set(name, difference > 0 ? 1 : -1);
  }
  return found;
}
