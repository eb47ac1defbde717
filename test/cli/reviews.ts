import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanCorpus, type Review } from '../screening/corpus.ts';
import { type Poisoned, plantPhrase, WORD } from '../screening/plantings.ts';

export const CLEAN: readonly Review[] = cleanCorpus({ seed: 1, count: 500 });
export const POISONED: Poisoned = plantPhrase(CLEAN, WORD, { seed: 2, count: 30 });

/** Writes rows as JSON lines into a folder, and returns the path. */
export function writeReviews(
  folder: string,
  rows: readonly object[],
  name = 'reviews.jsonl',
): string {
  const path = join(folder, name);
  writeFileSync(path, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
  return path;
}
