import assert from 'node:assert/strict';
import { it } from 'node:test';
import { FUNCTION_WORDS } from '../../../src/core/words/function-words.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import { referenceTokens } from '../../numerics/kernels/reference-tokeniser.ts';
import type { Row } from './contract-dataset.ts';
import type { OpenEngine } from './open-engine.ts';

const PASSAGES = 300;
const WORDS = 400;
const STUFFED = PASSAGES - 1;
const CLOSE = 1e-9;

const random = seededRandom(5);
const syllable = (): string =>
  `${'bdfgklmnprst'[Math.floor(random() * 12)]}${'aeiou'[Math.floor(random() * 5)]}`;
const LEXICON = Array.from({ length: WORDS }, () => `${syllable()}${syllable()}${syllable()}x`);
const drawn = (count: number): string =>
  Array.from({ length: count }, () => LEXICON[Math.floor(random() * WORDS)]).join(' ');
const ORDINARY = Array.from(
  { length: STUFFED },
  (_, at) =>
    `The ${drawn(6)} is of the ${drawn(2)}. It was ${drawn(8)} and it had ${drawn(10 + (at % 9))}.`,
);
const HEADS = ORDINARY.filter((_, at) => at % 5 === 0).map((text) => text.split('.')[0] ?? '');
const TEXTS = [...ORDINARY, `The ${drawn(6)} is here. ${HEADS.join(' ')}.`];

/** Passages that unusually many queries find, held against a ranking of all passages for all queries. */
export function queryMagnetsContract(open: OpenEngine): void {
  it('finds the passage that holds many queries, and counts them as a full ranking does', async () => {
    const { magnets, ...looked } = await asked(
      open,
      TEXTS.map((text) => ({ text })),
      ['text'],
    );
    assert.deepEqual(looked, { queries: PASSAGES, asked: 0, passages: PASSAGES, most: 3 });
    const [magnet, ...others] = magnets;
    assert.deepEqual(others, []);
    assert.deepEqual([...(magnet?.positions ?? [])], [STUFFED]);
    const { found, repeated, expected } = naiveRetrievals();
    assert.deepEqual([magnet?.found, magnet?.repeated], [found[STUFFED], repeated[STUFFED]]);
    assert.ok(Math.abs((magnet?.expected ?? 0) - expected) < CLOSE);
  });

  it('asks the queries of their own column', async () => {
    const queries = HEADS.map((head) => head.split(' ').slice(0, 5).join(' '));
    const rows = TEXTS.map((passage, at) => ({
      query: queries[at % queries.length] ?? '',
      passage,
    }));
    const {
      queries: count,
      asked: ofColumn,
      magnets,
    } = await asked(open, rows, ['query', 'passage']);
    assert.deepEqual([count, ofColumn], [queries.length, queries.length]);
    assert.deepEqual(
      magnets.map(({ position }) => position),
      [STUFFED],
    );
  });

  it('says that there is too little to judge', async () => {
    const rows = TEXTS.slice(0, 40).map((text) => ({ text }));
    const { magnets, most } = await asked(open, rows, ['text']);
    assert.deepEqual([magnets, most], [[], 0]);
  });
}

async function asked(
  open: OpenEngine,
  rows: readonly Row[],
  text: readonly string[],
): ReturnType<Awaited<ReturnType<OpenEngine>>['queryMagnets']> {
  const engine = await open({ rows, roles: { text } });
  try {
    return await engine.queryMagnets();
  } finally {
    await engine.close();
  }
}

/** By definition: the first sentence of each passage asks for the three others with the highest BM25 without length. */
function naiveRetrievals(): {
  readonly found: readonly number[];
  readonly repeated: readonly number[];
  readonly expected: number;
} {
  const stems = (text: string): string[] =>
    referenceTokens(text)
      .filter((token) => token.length > 1 && !FUNCTION_WORDS.has(token))
      .map((token) => token.slice(0, 6));
  const passages = TEXTS.map(stems);
  const sets = passages.map((own) => new Set(own));
  const spread = (stem: string): number => sets.filter((own) => own.has(stem)).length;
  const spreads = new Map(
    LEXICON.map((word) => [stems(word)[0] ?? '', spread(stems(word)[0] ?? '')]),
  );
  const weight = (stem: string): number => {
    const count = spreads.get(stem) ?? 0;
    return Math.log(1 + (PASSAGES - count + 0.5) / (count + 0.5));
  };
  const found = TEXTS.map(() => 0);
  const repeated = TEXTS.map(() => 0);
  TEXTS.forEach((text, query) => {
    const words = [...new Set(stems(text.split('.')[0] ?? ''))].filter(
      (stem) => (spreads.get(stem) ?? 0) <= 50,
    );
    const total = words.reduce((sum, stem) => sum + weight(stem), 0);
    const ranked = passages.flatMap((own, at) => {
      if (at === query) return [];
      const held = words.filter((stem) => sets[at]?.has(stem));
      const covered = held.reduce((sum, stem) => sum + weight(stem), 0);
      if (covered >= 0.8 * total) repeated[at] = (repeated[at] ?? 0) + 1;
      const score = held.reduce((sum, stem) => {
        const count = own.filter((other) => other === stem).length;
        return sum + (weight(stem) * count * 2.2) / (count + 1.2);
      }, 0);
      return score > 0 ? [{ at, score }] : [];
    });
    ranked.sort((one, other) => other.score - one.score || one.at - other.at);
    for (const { at } of ranked.slice(0, 3)) found[at] = (found[at] ?? 0) + 1;
  });
  const last = passages
    .map((own, at) => ({ at, length: own.length }))
    .sort((one, other) => one.length - other.length || one.at - other.at)
    .slice(Math.floor((7 * PASSAGES) / 8))
    .map(({ at }) => found[at] ?? 0)
    .sort((one, other) => one - other);
  const kept = last.slice(0, Math.ceil(0.99 * last.length) - 1);
  return { found, repeated, expected: kept.reduce((sum, count) => sum + count, 0) / kept.length };
}
