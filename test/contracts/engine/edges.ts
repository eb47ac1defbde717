import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Engine } from '../../../src/engine/operations/engine.ts';
import type { ContractDataset, Row } from './contract-dataset.ts';
import { halvesOf } from './halves.ts';
import { ALL, type OpenEngine, SPACES } from './open-engine.ts';

/** Few records, equal records, no labels, too many labels, no text: nothing of it may break an engine. */
export function edgesContract(open: OpenEngine): void {
  const opened = async (
    dataset: ContractDataset,
    look: (engine: Engine) => void | Promise<void>,
  ): Promise<void> => {
    const engine = await open(dataset);
    try {
      await look(engine);
    } finally {
      await engine.close();
    }
  };
  const texts = (count: number, row: (at: number) => Row): ContractDataset => ({
    rows: Array.from({ length: count }, (_, at) => row(at)),
    roles: { text: ['text'], label: ['label'] },
  });

  it('bears one record', () =>
    opened(
      texts(1, () => ({ text: 'only one', label: 'a' })),
      async (engine) => {
        assert.equal(engine.dataset.labelProblem, 'every record has the same label');
        await everyOperation(engine);
        assert.deepEqual((await engine.copyClusters()).clusters, []);
      },
    ));

  it('counts all copies where all records are equal', () =>
    opened(
      texts(300, () => ({ text: 'the same text again and again', label: 'a' })),
      async (engine) => {
        await everyOperation(engine);
        const { clusters, exactCopies } = await engine.copyClusters();
        assert.deepEqual(
          clusters.map(({ positions, exact, labels }) => ({
            size: positions.length,
            exact,
            labels,
          })),
          [{ size: 300, exact: 299, labels: [{ label: 'a', records: 300 }] }],
        );
        assert.equal(exactCopies, 299);
        const halves = await halvesOf(engine, 300);
        assert.equal(new Set(halves).size, 1, 'copies never straddle the halves');
      },
    ));

  it('bears data without labels', () =>
    opened(
      {
        rows: texts(60, (at) => ({ text: `number ${at % 7} of them` })).rows,
        roles: { text: ['text'] },
      },
      async (engine) => {
        assert.equal(engine.dataset.labelProblem, 'there is no label column');
        await everyOperation(engine);
        const { features } = await engine.countFeatures({
          space: 'words',
          minimumRecords: 2,
          minimumLean: Number.NEGATIVE_INFINITY,
          longest: 1,
        });
        assert.deepEqual(features.find(({ elements }) => elements[0] === 'number')?.records, 60);
      },
    ));

  it('bears empty texts alone', () =>
    opened(
      texts(30, (at) => ({ text: '', label: at % 2 === 0 ? 'a' : 'b' })),
      async (engine) => {
        await everyOperation(engine);
        assert.equal((await engine.quality()).emptyTexts.length, 30);
        assert.equal((await engine.countFeatures({ space: 'words', ...ALL })).tried, 0);
      },
    ));

  it('counts a label that a record states twice once', () =>
    opened(
      texts(20, (at) => ({ text: `word ${at}`, label: at < 10 ? ['a', 'a', 'b'] : ['b'] })),
      (engine) => {
        assert.deepEqual(
          [engine.dataset.labels, engine.dataset.labelCounts],
          [
            ['a', 'b'],
            [10, 20],
          ],
        );
      },
    ));

  it('joins several text columns', () =>
    opened(
      {
        rows: Array.from({ length: 12 }, (_, at) => ({
          title: at % 3 === 0 ? null : `title ${at}`,
          body: `body ${at}`,
          label: at % 2 === 0 ? 'a' : 'b',
        })),
        roles: { text: ['title', 'body'], label: ['label'] },
      },
      async (engine) => {
        const quotes = await engine.quote([0, 1]);
        assert.deepEqual(
          quotes.map(({ text }) => text),
          ['body 0', 'title 1\nbody 1'],
        );
      },
    ));

  it('counts tables without text', () =>
    opened(
      {
        rows: Array.from({ length: 80 }, (_, at) => ({
          color: at % 4 === 0 ? 'red' : 'blue',
          size: at % 25,
          label: at % 3 === 0 ? 'a' : 'b',
        })),
        roles: { label: ['label'], field: ['color', 'size'] },
      },
      async (engine) => {
        assert.equal(engine.dataset.hasText, false);
        await everyOperation(engine);
        const { features } = await engine.countFeatures({ space: 'items', ...ALL });
        assert.equal(
          features.find(({ elements }) => elements[0] === 'color\u0000value\u0000red')?.records,
          20,
        );
        assert.deepEqual(
          (await engine.quote([4])).map(({ text }) => text),
          ['color: red · size: 4'],
        );
      },
    ));

  it('says that too many labels are no outcome, and still counts words', () =>
    opened(
      texts(10_000, (at) => ({ text: `item ${at % 50}`, label: `label ${at}` })),
      async (engine) => {
        assert.equal(
          engine.dataset.labelProblem,
          'the label column has 10000 different values, more than 1000',
        );
        const { features } = await engine.countFeatures({
          space: 'words',
          minimumRecords: 20,
          minimumLean: Number.NEGATIVE_INFINITY,
          longest: 1,
        });
        assert.equal(features.find(({ elements }) => elements[0] === 'item')?.records, 10_000);
        assert.equal(features.length, 51);
        const columns = await engine.distribution(Uint32Array.of(1, 2, 3));
        assert.deepEqual(columns[0]?.distinct, 10_000);
      },
    ));
}

/** Runs every operation once: none may refuse data because they are few or odd. */
async function everyOperation(engine: Engine): Promise<void> {
  const everyone = Uint32Array.from({ length: engine.dataset.records }, (_, at) => at);
  for (const space of SPACES) {
    const { features } = await engine.countFeatures({
      space,
      minimumRecords: 1,
      minimumLean: Number.NEGATIVE_INFINITY,
    });
    assert.equal((await engine.locate({ features })).length, features.length);
    if (engine.dataset.labelProblem === null)
      assert.equal((await engine.measureExcess({ features })).length, features.length);
    if (space !== 'words') continue;
    for (const found of [
      await engine.measureInsertion({ features }),
      await engine.measureContinuation({ features }),
      await engine.widen({ features }),
    ])
      assert.equal(found.length, features.length);
  }
  if (engine.dataset.labelProblem === null) {
    await engine.fitOutcomeModel();
    for (const chance of await engine.ownLabelProbabilities(everyone))
      assert.ok(chance >= 0 && chance <= 1);
  }
  await engine.distribution(everyone);
  await engine.hiddenCharacters();
  await engine.addressedSpans();
  await engine.sharedQuestions();
  await engine.queryMagnets();
  assert.equal((await engine.quote([...everyone])).length, everyone.length);
}
