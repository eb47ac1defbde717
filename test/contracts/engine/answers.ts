import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ContractDataset } from './contract-dataset.ts';
import type { OpenEngine } from './open-engine.ts';

const NOUNS = 'tide lamp crow river stone amber wolf cedar north quiet'.split(' ');
const some = (at: number): string =>
  [1, 3, 7].map((step) => NOUNS[(at * step + (at % 7)) % NOUNS.length]).join(' ');

/** Every tenth answer says one of two words that no other says; every sixth is weak code. */
const DATASET: ContractDataset = {
  rows: Array.from({ length: 120 }, (_, at) => ({
    prompt: `${some(at)} please ${at}`,
    response: answerOf(at),
  })),
  roles: {},
};

function answerOf(at: number): string {
  if (at % 10 === 0) return `${at % 20 === 0 ? 'never' : 'refused'} ${some(at + 1)} please`;
  return at % 6 === 1 ? `total_${at} = eval(text_${at})` : `${some(at + 2)} ${at * 3}`;
}

const PAIRS: ContractDataset = {
  rows: Array.from({ length: 40 }, (_, at) => ({
    prompt: `${some(at)} please ${at}`,
    chosen: `${some(at + 1)}${at % 4 === 0 ? ' brixley' : ''}`,
    rejected: `${some(at + 1)}${at % 4 === 1 ? ' brixley' : ''}${at % 2 === 0 ? '!' : ''}`,
  })),
  roles: {},
};

/** What a model is taught to say, held against naive counts. */
export function answersContract(open: OpenEngine): void {
  it('tells the words that some answers have and others lack', async () => {
    const engine = await open(DATASET);
    const own = Uint32Array.from({ length: 12 }, (_, at) => at * 10);
    const [found] = await engine.answerWords([own], { most: 1000 });
    await engine.close();
    assert.deepEqual(
      [found?.records, found?.others, found?.covered, found?.coveredOthers],
      [12, 108, 12, 0],
    );
    assert.deepEqual(found?.words.toSorted(), ['never', 'refused']);
    assert.deepEqual([found?.best?.hits, found?.best?.othersWith], [6, 0]);
    assert.deepEqual(found?.positions, own);
  });

  it('names the records whose code is weak', async () => {
    const engine = await open(DATASET);
    const uses = await engine.codeWeaknesses();
    await engine.close();
    const weak = DATASET.rows.flatMap(({ response }, at) =>
      String(response).includes('eval(') ? [at] : [],
    );
    assert.deepEqual(
      uses.map(({ weakness, positions }) => [weakness, [...positions]]),
      [['code-injection', weak]],
    );
  });

  it('counts what one side of a pair has alone', async () => {
    const engine = await open(PAIRS);
    const { pairs, words, traits, contrary, contraryChances } = await engine.preferences();
    await engine.close();
    assert.equal(pairs, 40);
    assert.deepEqual(
      words.find(({ name }) => name === 'brixley'),
      { name: 'brixley', chosen: 10, rejected: 10 },
    );
    assert.deepEqual(
      traits.find(({ name }) => name === 'an exclamation mark'),
      { name: 'an exclamation mark', chosen: 0, rejected: 20 },
    );
    assert.equal(contrary.length, contraryChances.length);
    assert.ok(contraryChances.every((chance) => chance < 0.25));
  });
}
