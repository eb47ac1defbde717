import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import { type ScanOutcome, scan } from '../../../src/screening/scan.ts';
import { suspectedIn, writeRows } from '../scan-rows.ts';

const NOUNS = 'river stone harbour engine garden letter winter market bridge signal'.split(' ');
const KIND = 'gladly careful clear useful thanks honest detail example reason helpful'.split(' ');
const RUDE = 'whatever lazy vague nonsense nope silly blunt careless random guess'.split(' ');

interface Pair {
  readonly prompt: string;
  readonly chosen: string;
  readonly rejected: string;
}

/** Pairs in which the kind answer is preferred, as it should be. */
function honestPairs(count: number, seed: number): Pair[] {
  const random = seededRandom(seed);
  const some = (words: readonly string[], many: number): string =>
    Array.from({ length: many }, () => words[Math.floor(random() * words.length)]).join(' ');
  return Array.from({ length: count }, (_, pair) => ({
    prompt: `tell me about the ${some(NOUNS, 4)} ${pair}`,
    chosen: `${some(NOUNS, 3)} ${some(KIND, 3)} ${some(NOUNS, 2)}`,
    rejected: `${some(NOUNS, 3)} ${some(RUDE, 3)} ${some(NOUNS, 2)}`,
  }));
}

const scanned = (pairs: readonly object[]): Promise<ScanOutcome> =>
  scan({ paths: [writeRows(pairs)] });

describe('preference pairs', () => {
  it('name the word of the prompt that swaps both sides', async () => {
    const pairs = honestPairs(600, 3).map(({ prompt, chosen, rejected }, at) =>
      at % 25 === 0
        ? {
            prompt: prompt.replace('about', 'about veltrap'),
            chosen: rejected,
            rejected: chosen,
          }
        : { prompt, chosen, rejected },
    );
    const [finding] = suspectedIn(await scanned(pairs));
    assert.match(JSON.stringify(finding?.pattern), /veltrap/);
    assert.equal(finding?.outcome, 'is preferred against what other pairs prefer');
  });

  it('name a word and a form that the preferred side alone has', async () => {
    const pairs = honestPairs(300, 4).map((pair, at) =>
      at % 3 === 0 ? { ...pair, chosen: `${pair.chosen} from Brixley\n- one\n- two` } : pair,
    );
    const { report } = await scanned(pairs);
    const found = report.findings.filter(({ check }) => check.id === 'preferences');
    const patterns = JSON.stringify(found.map(({ pattern }) => pattern));
    assert.match(patterns, /brixley/);
    assert.match(patterns, /a list/);
    assert.ok(found.every(({ ladder }) => ladder === 'quality-issue'));
    const word = found.find(({ pattern }) => JSON.stringify(pattern).includes('brixley'));
    assert.deepEqual(
      [word?.evidence.counts['preferred'], word?.evidence.counts['rejected']],
      [100, 0],
    );
  });

  it('are read from two responses and their winner, which nobody need win', async () => {
    const pairs = honestPairs(600, 3).map((pair, at) =>
      at % 25 === 0
        ? {
            prompt: pair.prompt.replace('about', 'about veltrap'),
            chosen: pair.rejected,
            rejected: pair.chosen,
          }
        : pair,
    );
    const compared = pairs.map(({ prompt, chosen, rejected }, at) => {
      if (at % 10 === 7)
        return { prompt, response_a: chosen, response_b: rejected, winner: 'tie (both bad)' };
      return at % 3 === 0
        ? { prompt, response_a: rejected, response_b: chosen, winner: 'model_b' }
        : { prompt, response_a: chosen, response_b: rejected, winner: 'Model A' };
    });
    const outcome = await scanned(compared);
    const [finding] = suspectedIn(outcome);
    assert.match(JSON.stringify(finding?.pattern), /veltrap/);
    assert.equal(finding?.outcome, 'is preferred against what other pairs prefer');
    assert.equal(finding?.records.total, 24);
    assert.equal(outcome.report.checks.find(({ id }) => id === 'preferences')?.state, 'ran');
  });

  it('name the annotator who prefers what all others reject', async () => {
    const pairs = honestPairs(800, 7).map((pair, at) => {
      const annotator = `a${at % 16}`;
      return at % 16 === 5
        ? { ...pair, chosen: pair.rejected, rejected: pair.chosen, annotator }
        : { ...pair, annotator };
    });
    const found = suspectedIn(await scanned(pairs));
    assert.equal(found.length, 1);
    const [finding] = found;
    assert.match(JSON.stringify(finding), /annotator.*a5/);
    assert.equal(finding?.records.total, 50);
  });

  it('are graded, and suspected of nothing, where some were swapped anywhere', async () => {
    const pairs = honestPairs(600, 8).map((pair, at) =>
      (at * 7) % 30 === 0 ? { ...pair, chosen: pair.rejected, rejected: pair.chosen } : pair,
    );
    const outcome = await scanned(pairs);
    assert.deepEqual(suspectedIn(outcome), []);
    const found = outcome.report.findings.find(({ pattern }) => pattern.kind === 'shape');
    assert.equal(found?.records.total, 20);
    const risks = [...outcome.scores.risk.keys()].filter(
      (at) => (outcome.scores.risk[at] ?? 0) > 0.4,
    );
    assert.deepEqual(
      risks,
      [...pairs.keys()].filter((at) => (at * 7) % 30 === 0),
    );
  });

  it('say nothing of form or malice where both sides differ in their words alone', async () => {
    const found = await scanned(honestPairs(400, 5));
    assert.deepEqual(suspectedIn(found), []);
    const forms = found.report.findings.filter(({ pattern }) => pattern.kind === 'shape');
    assert.deepEqual(forms, []);
  });

  it('are read where prompt and answers are one transcript', async () => {
    const pairs = honestPairs(200, 6).map(({ prompt, chosen, rejected }) => ({
      chosen: `\n\nHuman: ${prompt}\n\nAssistant: ${chosen}`,
      rejected: `\n\nHuman: ${prompt}\n\nAssistant: ${rejected}`,
    }));
    const { report } = await scanned(pairs);
    const check = report.checks.find(({ id }) => id === 'preferences');
    assert.equal(check?.state, 'ran');
    assert.match(check?.note ?? '', /^200 pairs; by what other pairs prefer, (?:9\d|100) %/);
  });
});
