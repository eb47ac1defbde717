import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { seededRandom } from '../../src/numerics/seeded-random.ts';

const SYLLABLES = 'ba re to mi la ne so ku di fa go hu ji ve wo xa ze pra sti lon'.split(' ');
const WORDS = 60_000;
const LABELS = 4;
const SOURCES = ['web', 'mail', 'api', 'vendor-a', 'vendor-b'] as const;
const CONTRIBUTORS = 5000;
const FIRST_TIME = Date.UTC(2026, 0, 1);
/** Share of the rarer words that lean to the label of their record. */
const TELLING = 0.3;
/** Below this rank words belong to every label. */
const COMMON_WORDS = 200;

/**
 * Writes JSONL records of 20 to 30 words each, with a label, a source, a contributor and a time:
 * words by Zipf's law from 60,000, some of them telling of the label. Always the same for a count.
 */
export async function makeRecords(path: string, count: number): Promise<void> {
  const random = seededRandom(12_345);
  const words = Array.from({ length: WORDS }, (_, rank) => wordOf(rank));
  const output = createWriteStream(path);
  let lines = '';
  for (let id = 0; id < count; id += 1) {
    lines += `${recordLine(id, words, random)}\n`;
    if (lines.length < 1 << 22) continue;
    if (!output.write(lines)) await once(output, 'drain');
    lines = '';
  }
  output.end(lines);
  await once(output, 'close');
}

function recordLine(id: number, words: readonly string[], random: () => number): string {
  const label = Math.floor(random() * LABELS);
  const text = Array.from({ length: 20 + Math.floor(random() * 11) }, () => {
    const rank = Math.floor(WORDS ** random()) - 1;
    const telling = rank > COMMON_WORDS && random() < TELLING;
    return words[telling ? Math.min(WORDS - 1, rank - (rank % LABELS) + label) : rank];
  });
  return JSON.stringify({
    id,
    text: `${text.join(' ')}.`,
    label: `class-${label}`,
    source: SOURCES[Math.floor(random() * SOURCES.length)],
    contributor: `user-${Math.floor(random() * CONTRIBUTORS)}`,
    time: new Date(FIRST_TIME + id * 1000).toISOString(),
  });
}

/** A different word for each rank: its digits to base 20, as syllables. */
function wordOf(rank: number): string {
  let word = '';
  for (let rest = rank + 7; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length];
  return word;
}
