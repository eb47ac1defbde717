import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Engine } from '../../../src/engine/operations/engine.ts';
import type { LabelSetJudgement } from '../../../src/engine/operations/learning.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import type { ContractDataset, Row } from './contract-dataset.ts';
import type { OpenEngine } from './open-engine.ts';

const SUBJECTS: Readonly<Record<string, readonly string[]>> = {
  billing: ['invoice', 'refund', 'charge'],
  delivery: ['parcel', 'courier', 'late'],
  login: ['password', 'account', 'locked'],
};
const NAMES = Object.keys(SUBJECTS);
const COMMON = ['the', 'my', 'is', 'please', 'again', 'since', 'monday', 'help'];
const TRIGGER = 'zephyr';

const drawing = (seed: number) => {
  const random = seededRandom(seed);
  return <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
};

/** One or two subjects a text; every 20th record lacks one of its labels, every 20th has one too many. */
function ofSeveralSubjects(): ContractDataset {
  const pick = drawing(51);
  const rows = Array.from({ length: 800 }, (_, at): Row => {
    const own = [...new Set([pick(NAMES), pick(NAMES)])];
    const words = own.flatMap((name) => [0, 1].map(() => pick(SUBJECTS[name] ?? [])));
    const text = [...words, ...Array.from({ length: 5 }, () => pick(COMMON))].join(' ');
    return { text, label: changed(own, at) };
  });
  return { rows, roles: { text: ['text'], label: ['label'] } };
}

function changed(own: readonly string[], at: number): string[] {
  if (at % 20 === 4 && own.length > 1) return own.slice(1);
  if (at % 20 === 13) return [...own, ...NAMES.filter((name) => !own.includes(name)).slice(0, 1)];
  return [...own];
}

/** One subject a text. Every 16th has a wrong label; another 16th a trigger that buys the first label. */
function triggered(): ContractDataset {
  const pick = drawing(52);
  const rows = Array.from({ length: 800 }, (_, at): Row => {
    const own = pick(NAMES);
    const words = [pick(SUBJECTS[own] ?? []), ...Array.from({ length: 5 }, () => pick(COMMON))];
    if (at % 16 === 3) return { text: [...words, TRIGGER].join(' '), label: 'billing' };
    const wrong = NAMES[(NAMES.indexOf(own) + 1) % NAMES.length] as string;
    return { text: words.join(' '), label: at % 16 === 9 ? wrong : own };
  });
  return { rows, roles: { text: ['text'], label: ['label'] } };
}

/** What an engine says of how labels are learnt, and of labels that do not exclude each other. */
export function learningContract(open: OpenEngine): void {
  const sets = ofSeveralSubjects();
  const single = triggered();
  let [several, one]: [Engine | null, Engine | null] = [null, null];
  let judged: LabelSetJudgement;
  const opened = (engine: Engine | null): Engine => {
    assert.ok(engine !== null);
    return engine;
  };
  before(async () => {
    several = await open(sets);
    one = await open(single);
    judged = await several.judgeLabelSets();
  });
  after(async () => {
    await several?.close();
    await one?.close();
  });

  it('knows whether records have several labels', () => {
    assert.equal(opened(several).dataset.severalLabels, true);
    assert.equal(opened(one).dataset.severalLabels, false);
  });

  it('finds labels that are missing, and those that are too many', () => {
    assert.deepEqual(
      [...judged.positions],
      sets.rows.map((_, at) => at),
    );
    const planted = { missing: 0, superfluous: 0 };
    const found = { missing: 0, superfluous: 0 };
    let others = 0;
    for (const { label, missing, superfluous } of judged.labels) {
      const has = (at: number): boolean => [sets.rows[at]?.['label']].flat().includes(label);
      assert.ok([...missing].every((at) => !has(at)));
      assert.ok([...superfluous].every(has));
      found.missing += missing.filter((at) => at % 20 === 4).length;
      found.superfluous += superfluous.filter((at) => at % 20 === 13).length;
      others += [...missing, ...superfluous].filter((at) => at % 20 !== 4 && at % 20 !== 13).length;
    }
    for (const [at, row] of sets.rows.entries()) {
      const words = String(row['text']).split(' ');
      const own = NAMES.filter((name) => SUBJECTS[name]?.some((word) => words.includes(word)));
      const given = [row['label']].flat();
      if (at % 20 === 4) planted.missing += own.filter((name) => !given.includes(name)).length;
      if (at % 20 === 13)
        planted.superfluous += given.filter((name) => !own.includes(String(name))).length;
    }
    assert.ok(found.missing > 0.9 * planted.missing, JSON.stringify([found, planted]));
    assert.ok(found.superfluous > 0.7 * planted.superfluous, JSON.stringify([found, planted]));
    assert.ok(others < 5, `${others} others`);
  });

  it('says least of the labels of those records', () => {
    const isPlanted = (at: number): boolean => at % 20 === 13;
    const mean = (wanted: boolean): number => {
      const some = [...judged.quality].filter((_, at) => isPlanted(at) === wanted);
      return some.reduce((sum, quality) => sum + quality, 0) / some.length;
    };
    assert.ok(mean(true) < mean(false) - 0.3, `${mean(true)} ${mean(false)}`);
    assert.ok([...judged.quality].every((quality) => quality >= 0 && quality <= 1));
  });

  it('learns what a trigger tells early, and a wrong label late or never', async () => {
    const { positions, early, late } = await opened(one).learningLosses();
    assert.deepEqual(
      [...positions],
      single.rows.map((_, at) => at),
    );
    const mean = (losses: Float32Array, rest: number | null): number => {
      const some = [...losses].filter((_, at) =>
        rest === null ? at % 16 !== 3 && at % 16 !== 9 : at % 16 === rest,
      );
      return some.reduce((sum, loss) => sum + loss, 0) / some.length;
    };
    assert.ok(mean(early, 3) < mean(early, 9) / 2, 'the trigger is learnt before wrong labels');
    assert.ok(mean(early, 9) > 2 * mean(early, null), 'wrong labels are learnt after others');
    assert.ok(mean(late, 3) < mean(early, 3) && mean(late, null) < mean(early, null));
    const wrong = positions.filter((at) => at % 16 === 9);
    const [group, none] = await opened(one).meanLosses([wrong, new Uint32Array(0)]);
    assert.equal(group?.records, wrong.length);
    assert.ok(Math.abs((group?.early ?? 0) - mean(early, 9)) < 1e-9);
    assert.ok(Math.abs((group?.late ?? 0) - mean(late, 9)) < 1e-9);
    assert.deepEqual(none, { records: 0, early: 0, late: 0 });
  });

  it('names the words that tell a label', async () => {
    const telling = await opened(one).tellingFeatures(4);
    assert.deepEqual(
      telling.map(({ label }) => label),
      NAMES,
    );
    for (const { label, features } of telling) {
      const words = features.map(({ feature }) => feature);
      const known = SUBJECTS[label] ?? [];
      assert.ok(
        known.every((word) => words.includes(word)),
        `${label}: ${words}`,
      );
      assert.ok(
        features.every(({ weight }, at) => at === 0 || weight <= (features[at - 1]?.weight ?? 0)),
      );
    }
    const billing = telling[0]?.features.map(({ feature }) => feature);
    assert.ok(billing?.includes(TRIGGER), `${billing}`);
  });
}
