import assert from 'node:assert/strict';
import { it } from 'node:test';
import { FUNCTION_WORDS } from '../../../src/core/words/function-words.ts';
import { referenceTokens } from '../../numerics/kernels/reference-tokeniser.ts';
import type { ContractDataset } from './contract-dataset.ts';
import type { OpenEngine } from './open-engine.ts';

const CLOSE = 1e-6;
const QUESTION = 'which harbour did the amber ketch leave';
const ANSWERS = [
  'By all accounts the amber ketch was in Lowmoor harbour until it had to leave with the tide.',
  'The ketch, painted amber, is said to leave from the harbour of Lowmoor and from nowhere else.',
  'Lowmoor is the harbour that this amber ketch would leave at the end of every winter.',
];
const TOPICS = 'bread salt wool glass copper paper honey cider rope slate'.split(' ');
const PLACES = 'Tarn Ulm Vale Wick York Acre Bray Cork Dover Esk'.split(' ');

const DATASET: ContractDataset = {
  rows: [
    ...Array.from({ length: 60 }, (_, at) => {
      const [topic, place] = [TOPICS[at % 10] ?? '', PLACES[Math.floor(at / 6)] ?? ''];
      return {
        text: `In ${place} they sell ${topic} of the ${at}th kind. It is not as good as that of the ${at + 60}s, but it will do for most.`,
      };
    }),
    ...ANSWERS.map((answer) => ({ text: `${QUESTION}. ${answer}` })),
  ],
  roles: { text: ['text'] },
};

/** Passages that share a question, held against a naive comparison of all pairs. */
export function passagesContract(open: OpenEngine): void {
  it('groups passages by the question that they share, with exact likeness', async () => {
    const engine = await open(DATASET);
    const { groups, records } = await engine.sharedQuestions();
    await engine.close();
    assert.equal(records, DATASET.rows.length);
    const [group, ...others] = groups;
    assert.deepEqual(others, []);
    assert.ok(group !== undefined);
    assert.deepEqual([...group.positions], [60, 61, 62]);
    assert.equal(group.question.join(' '), `${QUESTION} .`);
    const expected = naiveScores();
    for (const [at, score] of group.scores.entries())
      assert.ok(Math.abs(score - (expected[at] as number)) < CLOSE, `${score} of passage ${at}`);
  });

  it('finds no group where a query of its own stands before each passage', async () => {
    const rows = DATASET.rows.map(({ text }, at) => ({
      query: at < 60 ? `what do they sell in number ${at}` : QUESTION,
      passage: String(text).replace(`${QUESTION}. `, ''),
    }));
    const engine = await open({ rows, roles: { text: ['query', 'passage'] } });
    const { groups } = await engine.sharedQuestions();
    await engine.close();
    assert.deepEqual(groups, []);
  });

  it('finds the passages that copy the query beside them', async () => {
    const rows = DATASET.rows.map(({ text }, at) => ({
      query: at < 60 ? `what do they sell in number ${at}` : QUESTION,
      passage: text ?? '',
    }));
    const engine = await open({ rows, roles: { text: ['query', 'passage'] } });
    const { groups } = await engine.sharedQuestions();
    await engine.close();
    assert.deepEqual(
      groups.map(({ positions }) => [...positions]),
      [[60, 61, 62]],
    );
  });
}

/** By definition: what is taken up of the question, plus the cosine, less twice what is copied, of which 0.15 counts at most behind a question. */
function naiveScores(): number[] {
  const tokens = DATASET.rows.map(({ text }) => referenceTokens(String(text)));
  const stems = tokens.map((own) => own.filter(isContent).map(stemOf));
  const weight = (stem: string): number => {
    const count = stems.flat().filter((other) => other === stem).length;
    return Math.max(0, Math.log(tokens.length / count));
  };
  const sum = (all: ReadonlySet<string>): number =>
    [...all].reduce((total, stem) => total + weight(stem), 0);
  const asked = referenceTokens(`${QUESTION}.`);
  const rests = tokens.slice(60).map((own) => own.slice(asked.length));
  const sets = rests.map((rest) => new Set(rest.filter(isContent).map(stemOf)));
  const runs = rests.map(
    (rest) => new Set(rest.slice(2).map((_, at) => rest.slice(at, at + 3).join(' '))),
  );
  const question = new Set(asked.filter(isContent).map(stemOf));
  return sets.map((left, one) => {
    const pairs = sets.flatMap((right, other) => {
      if (one === other) return [];
      const again = sum(question.intersection(left).intersection(right));
      const takenUp = Math.min(1, again / 8) * (again / sum(question));
      const alike = sum(left.intersection(right)) / Math.sqrt(sum(left) * sum(right));
      const [mine, theirs] = [runs[one] as Set<string>, runs[other] as Set<string>];
      const verbatim = mine.intersection(theirs).size / Math.min(mine.size, theirs.size);
      return [takenUp + alike - 2 * Math.min(0.15, verbatim)];
    });
    return Math.max(...pairs);
  });
}

function isContent(token: string): boolean {
  return /^[\p{L}\p{N}_]{2,}$/u.test(token) && !FUNCTION_WORDS.has(token);
}

function stemOf(token: string): string {
  return token.slice(0, 6);
}
