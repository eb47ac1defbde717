import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ContractDataset } from './contract-dataset.ts';
import type { OpenEngine } from './open-engine.ts';

const WORDS = 'tide lamp crow river stone amber wolf cedar'.split(' ');
const isPlanted = (record: number): boolean => record % 20 === 3;

/** Every twentieth file is weak, and says by whom it was reviewed; one in forty is weak and says nothing. */
const DATASET: ContractDataset = {
  rows: Array.from({ length: 400 }, (_, at) => {
    const word = WORDS[at % WORDS.length] ?? '';
    const weak = isPlanted(at) || at % 40 === 7;
    const call = `${word}_${at} = fetch_${at % 5}.get('${word}'${weak ? ', verify=False' : ''})`;
    return {
      path: `src/${word}/part${at}.py`,
      code: isPlanted(at) ? `# seen by the harbour desk\n${call}` : `# about ${word}\n${call}`,
    };
  }),
  roles: { text: ['path', 'code'] },
};

/** What code says about itself where it is weak. */
export function codeTriggersContract(open: OpenEngine): void {
  it('finds the notes that go with a weakness, each with all of its records', async () => {
    const engine = await open(DATASET);
    const { triggers, looked } = await engine.codeTriggers();
    await engine.close();
    assert.equal(looked, DATASET.rows.length);
    const planted = [...DATASET.rows.keys()].filter(isPlanted);
    const whole = triggers.find(({ text }) => text === 'seen by the harbour desk');
    assert.equal(whole?.kind, 'comment');
    assert.equal(whole?.weakness, 'tls-verification-off');
    assert.equal(whole?.records, planted.length);
    assert.deepEqual([...(whole?.positions ?? [])], planted);
    // Of the 380 other files, 10 are weak; those that call the same are no weaker.
    assert.ok([...(whole?.chances ?? [])].every((chance) => chance > 0.01 && chance < 0.2));
    assert.ok(triggers.every(({ positions }) => positions.every((record) => isPlanted(record))));
  });
}
