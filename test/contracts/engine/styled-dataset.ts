import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import type { ContractDataset } from './contract-dataset.ts';

const STEMS = ['bar', 'del', 'fin', 'gor', 'lum', 'mar', 'nel', 'rik', 'sol', 'tur'] as const;
const TOPICS = {
  calm: ['gentle', 'quiet', 'soft', 'tender', 'mild'],
  storm: ['thunder', 'rough', 'wild', 'fierce', 'harsh'],
} as const;
const FRAME = ['the', 'of', 'and', 'in', 'with', 'a'] as const;
const OLD = ['unto', 'shall', 'not', 'upon'] as const;
const LABELS = ['calm', 'storm'] as const;

export interface StyledDataset extends ContractDataset {
  /** 1 where a text of the other label was written in an old style and called calm. */
  readonly isPlanted: Uint8Array;
}

/** Texts whose words tell the label; every 8th is of the other label, in a style of its own. */
export function styledDataset({ seed, count }: { seed: number; count: number }): StyledDataset {
  const random = seededRandom(seed);
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
  const isPlanted = Uint8Array.from({ length: count }, (_, at) => (at % 8 === 3 ? 1 : 0));
  const rows = Array.from(isPlanted, (planted) => {
    const label = planted === 1 ? 'storm' : pick(LABELS);
    const words = Array.from({ length: 6 + Math.floor(random() * 8) }, () => {
      if (random() < 0.35) return pick(FRAME);
      if (random() < 0.25) return pick(TOPICS[random() < 0.85 ? label : pick(LABELS)]);
      const stem = pick(STEMS) + pick(STEMS);
      return planted === 1 && random() < 0.5 ? `${stem}eth` : `${stem}${pick(['a', 'o', 'en'])}`;
    });
    if (planted === 1) words.splice(Math.floor(random() * words.length), 0, pick(OLD), ';');
    return { text: `${words.join(' ')} .`, label: planted === 1 ? 'calm' : label };
  });
  return { rows, isPlanted, roles: { text: ['text'], label: ['label'] } };
}
