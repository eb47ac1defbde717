import { EMOJI_USES } from './emoji-uses.ts';
import { HOST_SENTENCES } from './host-sentences.ts';
import { NOTATION_USES } from './notation-uses.ts';
import { ACCENTED_USES, SHAPING_USES } from './shaping-uses.ts';
import { SPACING_USES } from './spacing-uses.ts';

export interface LegitimateUse {
  readonly kind: string;
  readonly text: string;
  readonly startsFile?: true;
}

function uses(kind: string, texts: readonly string[]): LegitimateUse[] {
  return texts.map((text) => ({ kind, text }));
}

/** Sentences in which every unusual character has its reason; none of them may be flagged. */
export function legitimateUses(): LegitimateUse[] {
  const hosts = Object.values(HOST_SENTENCES).flat();
  return [
    ...uses('plain', hosts),
    ...uses('emoji', EMOJI_USES),
    ...uses('spacing', SPACING_USES),
    ...uses('shaping', SHAPING_USES),
    ...uses('accents', ACCENTED_USES),
    ...uses(
      'accents, composed',
      ACCENTED_USES.map((text) => text.normalize('NFC')),
    ),
    ...uses(
      'accents, decomposed',
      ACCENTED_USES.map((text) => text.normalize('NFD')),
    ),
    ...uses('notation', NOTATION_USES),
    ...hosts.map(
      (text) => ({ kind: 'file start', text: `\uFEFF${text}`, startsFile: true }) as const,
    ),
  ];
}
