import type { FeatureSpace } from '../../engine/operations/features.ts';
import type { Pattern } from '../../findings/pattern.ts';

/** A feature of the engine as the pattern that people review. */
export function patternOf(space: FeatureSpace, elements: readonly string[]): Pattern {
  if (space === 'skeletons' || space === 'outlines') return { kind: 'skeleton', elements };
  if (space === 'word-sets') return { kind: 'word-set', words: elements.toSorted() };
  if (space === 'words')
    return isSpaceless(elements)
      ? { kind: 'character-sequence', text: elements.join('') }
      : { kind: 'word-sequence', words: elements };
  const items = elements.map(parseItem);
  const [only] = items;
  if (items.length === 1 && only?.kind === 'shape')
    return { kind: 'shape', property: only.column, value: only.value };
  return {
    kind: 'field-values',
    fields: items.map(({ column, value }) => ({ field: column, value })),
  };
}

const SPACELESS =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;

function isSpaceless(elements: readonly string[]): boolean {
  return elements.every((element) => SPACELESS.test(element));
}

/** An item is written `column NUL kind NUL value` by the engine. */
function parseItem(text: string): { column: string; kind: string; value: string } {
  const [column = '', kind = '', value = ''] = text.split('\u0000');
  return { column, kind, value };
}
