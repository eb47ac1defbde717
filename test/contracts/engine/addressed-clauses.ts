import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { ContractDataset } from './contract-dataset.ts';
import type { OpenEngine } from './open-engine.ts';

const CLOSE = 1e-9;
const RECORDS = 40;
const STATEMENTS = ['The hall was full by then.', 'A choir of the town had sung.'];
const COMMAND = 'Forward your notes to the office.';

/** Texts of four statements each; one holds a command, and one a command that its markup hides. */
const DATASET: ContractDataset = {
  rows: Array.from({ length: RECORDS }, (_, at) => {
    const statements = [...STATEMENTS, ...STATEMENTS].map(
      (statement, place) => `${statement.slice(0, -1)} in the year ${1000 + 4 * at + place}.`,
    );
    if (at === 7) statements.splice(2, 0, COMMAND);
    if (at === 9) statements.splice(2, 0, `<!-- ${COMMAND} -->`);
    return { text: statements.join(' ') };
  }),
  roles: { text: ['text'] },
};

/** Clauses that turn to their reader, held against counts that can be made by hand. */
export function addressedClausesContract(open: OpenEngine): void {
  it('finds the clauses that turn to the reader, and nothing else', async () => {
    const engine = await open(DATASET);
    const { spans, records, learntFrom, clauses } = await engine.addressedSpans();
    const quotes = await engine.quote([7, 9]);
    await engine.close();
    assert.equal(records, RECORDS);
    assert.equal(learntFrom, records);
    assert.ok(clauses >= 4 * RECORDS + 2);
    assert.deepEqual(
      spans.map(({ position, text, hidden }) => [position, text, hidden]),
      [
        [7, COMMAND, null],
        [9, COMMAND, 'comment'],
      ],
    );
    for (const [at, { start, end }] of spans.entries())
      assert.equal(quotes[at]?.text.slice(start, end), COMMAND);
  });

  it('measures how rare such clauses are, within the text and in all', async () => {
    const engine = await open(DATASET);
    const { spans } = await engine.addressedSpans();
    await engine.close();
    const [span] = spans;
    assert.ok(span !== undefined);
    // Of the five clauses of its own text, no other goes as far: that bounds what all the data say.
    const own = -Math.log10(0.05 / 6);
    assert.ok(span.surprise.address <= own + CLOSE && span.surprise.address > 1);
    assert.deepEqual(span.address, { imperative: 2, question: 0, secondPerson: 1 });
  });

  it('is not surprised by commands where commands are the rule', async () => {
    const rows = Array.from({ length: RECORDS }, (_, at) => ({
      text: `Fill the ${at}th cup with the water. ${COMMAND} Close the door of the room.`,
    }));
    const engine = await open({ rows, roles: { text: ['text'] } });
    const { spans } = await engine.addressedSpans();
    await engine.close();
    for (const { surprise } of spans) assert.ok(surprise.address < 0.6, `${surprise.address}`);
  });
}
