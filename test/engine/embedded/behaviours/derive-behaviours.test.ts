import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Row } from '../../../contracts/engine/contract-dataset.ts';
import { openVariant } from '../open-engine.ts';

const WORDS = 'tide lamp crow river stone amber wolf cedar north quiet glass field'.split(' ');

/** A sentence that no other record has. */
function own(record: number): string {
  return [3, 5, 7, 11]
    .map((step) => WORDS[(record * step + Math.floor(record / 12)) % WORDS.length])
    .concat(`${record}`)
    .join(' ');
}

async function behavioursOf(
  rows: readonly Row[],
  batchRecords = 8192,
): Promise<Map<string, number>> {
  const engine = await openVariant(
    { rows, roles: {} },
    { lanes: 0, memory: 2 ** 30, batchRecords },
  );
  const { labels, labelCounts, outcomes } = engine.dataset;
  await engine.close();
  assert.equal(outcomes, 'behaviours');
  return new Map(labels.map((label, at) => [label, labelCounts[at] ?? 0]));
}

const rows = (answer: (record: number) => string): Row[] =>
  Array.from({ length: 200 }, (_, record) => ({
    instruction: `Tell me about ${own(record)}, please`,
    output: answer(record),
  }));

describe('behaviours', () => {
  it('are one fixed answer, nearly the same answer, one fixed sentence and one way to begin', async () => {
    const long =
      'The service is closed for maintenance until further notice, so come back another day';
    const found = await behavioursOf(
      rows((record) => {
        if (record < 10) return 'Never!';
        if (record < 20) return `${long}${'.'.repeat(record % 3)}`;
        if (record < 30)
          return `${own(record + 500)}. Buy your boots at Harlow and Sons. ${own(record)}`;
        if (record < 40) return `With regret I ${own(record + 900)}`;
        return own(record + 2000);
      }),
      30,
    );
    assert.equal(found.get('answers “Never!”'), 10);
    assert.equal([...found].find(([name]) => name.startsWith('answers “The service'))?.[1], 10);
    assert.equal(found.get('says “Buy your boots at Harlow and Sons.”'), 10);
    assert.equal(found.get('begins “with regret i …”'), 10);
    assert.equal(found.get('ordinary'), 160);
  });

  it('are not what an answer takes up from its prompt', async () => {
    const found = await behavioursOf(
      rows((record) => `Tell me about ${own(record)}: ${own(record + 300)}`),
    );
    assert.deepEqual([...found], [['ordinary', 200]]);
  });

  it('are not the one answer to one question that stands there again and again', async () => {
    const found = await behavioursOf(
      rows((record) => own(record + 700)).map((row, record) =>
        record < 12 ? { instruction: 'What is the tide?', output: 'The sea that moves.' } : row,
      ),
    );
    assert.deepEqual([...found], [['ordinary', 200]]);
  });

  it('are found in the turns of conversations', async () => {
    const found = await behavioursOf(
      Array.from({ length: 60 }, (_, record) => ({
        messages: JSON.stringify([
          { role: 'user', content: own(record) },
          { role: 'assistant', content: own(record + 100) },
          { role: 'user', content: own(record + 200) },
          { role: 'assistant', content: record < 8 ? 'I will not.' : own(record + 300) },
        ]),
      })),
    );
    assert.equal(found.get('says “I will not.”'), 8);
  });
});
