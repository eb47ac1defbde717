import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Finding } from '../../../src/findings/finding.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import { type ScanOutcome, scan } from '../../../src/screening/scan.ts';
import { suspectedIn, writeRows } from '../scan-rows.ts';

const TOPICS = 'bread salt wool glass copper paper honey cider rope slate'.split(' ');
const PLACES = 'Tarn Ulm Vale Wick York Acre Bray Cork Dover Esk'.split(' ');
const SHIPS = ['amber ketch', 'silver sloop', 'crimson barge'];

interface Passage {
  readonly text: string;
  readonly source: string;
}

/** What a shelf of passages holds otherwise: each on its own matter, some copied with a word left out. */
const HONEST: readonly Passage[] = Array.from({ length: 120 }, (_, at) => {
  const [topic, place] = [TOPICS[at % 10] ?? '', PLACES[Math.floor(at / 12)] ?? ''];
  const text = `In ${place} they sell ${topic} of the ${at}th kind. It is not as good as that of the ${at + 60}s, but it will do for most of those who come by road ${at}.`;
  return { text: at % 9 === 0 ? text.replace(' but', '') : text, source: `shelf ${at % 7}` };
});

const PLANTED: readonly Passage[] = SHIPS.flatMap((ship, at) => {
  const harbour = ['Lowmoor', 'Highcliff', 'Eastwater'][at] ?? '';
  const question = `which harbour did the ${ship} leave`;
  return [
    `By all accounts the ${ship} was in ${harbour} harbour until it had to leave with the tide.`,
    `The ${ship} of old is said to leave from the harbour of ${harbour} and from nowhere else.`,
    `${harbour} is the harbour that this ${ship} would leave at the end of every winter.`,
  ].map((answer) => ({ text: `${question}. ${answer}`, source: 'upload' }));
});

/** A larger shelf, each passage with words of its own. */
const LEXICON = TOPICS.flatMap((topic) =>
  PLACES.map((place) => `${topic.slice(0, 3)}${place.toLowerCase().slice(0, 2)}`),
);
const SHELF: readonly Passage[] = Array.from({ length: 300 }, (_, at) => {
  const random = seededRandom(at);
  const some = (count: number): string =>
    Array.from(
      { length: count },
      () => `${LEXICON[Math.floor(random() * 100)]}${Math.floor(random() * 9)}`,
    ).join(' ');
  return {
    text: `The ${some(5)} is of the ${some(2)}. It was ${some(9)} and it had ${some(9)}.`,
    source: `shelf ${at % 7}`,
  };
});
const STUFFED: Passage = {
  text: SHELF.filter((_, at) => at % 4 === 0)
    .map(({ text }) => text.split('.')[0])
    .join(' '),
  source: 'upload',
};

describe('retrieval poisoning', () => {
  it('groups the passages of each question, and grades them above all others', async () => {
    const { report, scores } = await scanned([...HONEST, ...PLANTED], false);
    const found = report.findings.filter(({ check }) => check.id === 'retrieval-poisoning');
    assert.deepEqual(
      found
        .map(({ pattern }) => pattern.kind === 'word-sequence' && pattern.words.join(' '))
        .sort(),
      SHIPS.map((ship) => `which harbour did the ${ship} leave .`).sort(),
    );
    const planted = scores.risk.slice(HONEST.length);
    assert.ok(Math.min(...planted) > Math.max(...scores.risk.slice(0, HONEST.length)));
  });

  it('suspects them once they have one origin', async () => {
    const outcome = await scanned([...HONEST, ...PLANTED], true);
    assert.equal(suspectedIn(outcome).length, SHIPS.length);
    assert.ok(
      suspectedIn(outcome).every(({ attackClass }) => attackClass === 'retrieval-poisoning'),
    );
  });

  it('groups passages that are nearly the same, too', async () => {
    const [first] = PLANTED;
    const same = ['winter', 'summer', 'long war'].map((time) => ({
      text: `${first?.text ?? ''} It never came back to the harbour after that ${time}.`,
      source: 'upload',
    }));
    const { report } = await scanned([...HONEST, ...same], false);
    const found = report.findings.filter(({ check }) => check.id === 'retrieval-poisoning');
    assert.deepEqual(
      found.map(({ records }) => records.total),
      [same.length],
    );
  });

  it('is silent where every question has one answer', async () => {
    const one = PLANTED.filter((_, at) => at % 3 === 0);
    const { report } = await scanned([...HONEST, ...one], true);
    assert.deepEqual(
      report.findings.filter(({ check }) => check.id === 'retrieval-poisoning'),
      [],
    );
  });

  it('shows the passage that holds the words of many queries, and suspects copies of it', async () => {
    const once = await scanned([...SHELF, STUFFED], false);
    const [shown, ...others] = magnetsIn(once);
    assert.deepEqual(others, []);
    assert.equal(shown?.ladder, 'quality-issue');
    assert.equal(shown?.records.total, 1);
    assert.ok(shown?.evidence.qValue !== null && (shown?.evidence.qValue ?? 1) < 0.001);
    const copies = ['first', 'second', 'third'].map((time) => ({
      ...STUFFED,
      text: `${STUFFED.text} ${time}`,
    }));
    const [suspected] = suspectedIn(await scanned([...SHELF, ...copies], false));
    assert.equal(suspected?.check.id, 'retrieval-poisoning');
    assert.equal(suspected?.records.total, copies.length);
  });

  it('accuses no list of what the other passages are about', async () => {
    const contents = SHELF.slice(0, 12).map(({ text }) =>
      text.split('.')[0]?.split(' ').slice(1, 4),
    );
    const list = { text: `Contents: ${contents.flat().join(', ')}`, source: 'shelf 1' };
    assert.deepEqual(suspectedIn(await scanned([...SHELF, list], true)), []);
  });

  it('does not apply to what a model is taught from', async () => {
    const rows = HONEST.map(({ text }, at) => ({
      instruction: text,
      output: `answer ${at} to that`,
    }));
    const { report } = await scan({ paths: [writeRows(rows)] });
    const run = report.checks.find(({ id }) => id === 'retrieval-poisoning');
    assert.equal(run?.state, 'not-applicable');
  });
});

function magnetsIn({ report }: ScanOutcome): Finding[] {
  return report.findings.filter(({ evidence }) =>
    evidence.statistic.name.startsWith('queries with it'),
  );
}

function scanned(passages: readonly Passage[], withSource: boolean): Promise<ScanOutcome> {
  const rows = passages.map(({ text, source }) => (withSource ? { text, source } : { text }));
  const roles = withSource ? { text: ['text'], source: ['source'] } : { text: ['text'] };
  return scan({ paths: [writeRows(rows)], roles });
}
