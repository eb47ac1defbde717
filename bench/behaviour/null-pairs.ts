import { parseArgs } from 'node:util';
import { compareVersions } from '../../src/behaviour/compare/compare-versions.ts';
import type { SuiteItem } from '../../src/behaviour/suites/suite-item.ts';
import type { ComparisonReport } from '../../src/findings/comparison-report.ts';
import { seededRandom } from '../../src/numerics/seeded-random.ts';
import { answered, suiteOf } from './answered.ts';
import { makeItems, train } from './probe-model.ts';

const USAGE = `null-pairs.ts KIND --from N --count N
  swapped   outputs of two clean retrains, swapped item by item: alarms are false
  retrains  pairs of clean retrains: alarms are false
  targeted  a slice of 60 to 140 items 20 points down, all items together under 0.2: it must be named
  large     100,000 pairs of answers, timed`;

const TRAINING = 4000;
const SMALL = 2000;
const WHOLE = 12_000;

interface Case {
  readonly items: readonly SuiteItem[];
  readonly old: ReadonlyMap<string, string>;
  readonly fresh: ReadonlyMap<string, string>;
  /** What must be named, where something was planted. */
  readonly planted?: { readonly name: string; readonly items: number } | undefined;
}

function retrains(seed: number, size: number): Case {
  const training = makeItems(TRAINING, 1000 + seed);
  const items = makeItems(size, 2000 + seed);
  const [one, other] = [train(training, 2 * seed + 1), train(training, 2 * seed + 2)];
  return {
    items,
    old: new Map(items.map((item) => [item.id, one(item)])),
    fresh: new Map(items.map((item) => [item.id, other(item)])),
  };
}

function swapped(pair: Case, seed: number): Case {
  const random = seededRandom(seed);
  const swaps = new Set(pair.items.filter(() => random() < 0.5).map(({ id }) => id));
  const mix = (
    one: ReadonlyMap<string, string>,
    other: ReadonlyMap<string, string>,
  ): ReadonlyMap<string, string> =>
    new Map([...one].map(([id, label]) => [id, swaps.has(id) ? (other.get(id) ?? '') : label]));
  return { ...pair, old: mix(pair.old, pair.fresh), fresh: mix(pair.fresh, pair.old) };
}

/** Answers of a slice turned to one wrong answer, 20 points of them, over what two retrains differ in. */
function targeted(seed: number): Case {
  const pair = swapped(retrains(seed, WHOLE), seed);
  const random = seededRandom(seed + 7);
  const slices = Map.groupBy(
    pair.items.flatMap((item) =>
      [...new Set(item.input.text?.split(' '))].map((word) => ({ word, item })),
    ),
    ({ word }) => word,
  );
  const fitting = [...slices].filter(([, { length }]) => length >= 60 && length <= 140);
  const [word = '', found = []] = fitting[Math.floor(random() * fitting.length)] ?? [];
  const fresh = new Map(pair.fresh);
  const right = ({ id, expected }: SuiteItem): boolean => fresh.get(id) === expected;
  const before = found.filter(({ item }) => pair.old.get(item.id) === item.expected).length;
  const wanted = before - Math.round(0.2 * found.length);
  let now = found.filter(({ item }) => right(item)).length;
  const target = rarestLabel(
    found.map(({ item }) => item),
    pair.items,
  );
  for (const { item } of found) {
    if (now <= wanted) break;
    if (!right(item) || item.expected === target) continue;
    fresh.set(item.id, target);
    now -= 1;
  }
  return { ...pair, fresh, planted: { name: word, items: found.length } };
}

/** What the fewest of these items are: of nearly all others, the wrong answer. */
function rarestLabel(items: readonly SuiteItem[], all: readonly SuiteItem[]): string {
  const labels = [...new Set(all.map(({ expected }) => expected ?? ''))];
  const countOf = (label: string): number =>
    items.filter(({ expected }) => expected === label).length;
  return labels.sort((one, other) => countOf(one) - countOf(other))[0] ?? '';
}

function compare({ items, old, fresh }: Case): Promise<ComparisonReport> {
  return compareVersions({
    suite: suiteOf(items),
    old: answered('old', old),
    fresh: answered('new', fresh),
  });
}

function caseOf(kind: string, seed: number, base: Case | undefined): Case {
  if (kind === 'targeted') return targeted(seed);
  return base === undefined ? retrains(seed, SMALL) : swapped(base, seed);
}

async function run(kind: string, from: number, count: number): Promise<void> {
  let alarms = 0;
  let named = 0;
  const details: string[] = [];
  const base = kind === 'swapped' ? retrains(0, SMALL) : undefined;
  for (let seed = from; seed < from + count; seed += 1) {
    const pair = caseOf(kind, seed, base);
    const report = await compare(pair);
    if (report.verdict !== 'pass') alarms += 1;
    const slices = report.findings
      .filter(({ decision }) => decision === 'fail')
      .map(({ subject }) => subject.slice);
    const isNamed = slices.some((slice) => slice.includes(pair.planted?.name ?? '\0'));
    if (isNamed) named += 1;
    const [trusted] = report.sets;
    const moved = (100 * (trusted?.accuracy?.difference ?? 0)).toFixed(2);
    if (pair.planted !== undefined ? !isNamed : report.verdict !== 'pass')
      details.push(
        `  case ${seed}: moved ${moved} points; planted ${pair.planted?.name ?? 'nothing'} in ${pair.planted?.items ?? 0}; named ${slices.join(' | ') || 'nothing'}`,
      );
  }
  process.stdout.write(
    `${kind} ${from} to ${from + count - 1}: ${alarms} alarms, ${named} named, of ${count}\n${details.map((line) => `${line}\n`).join('')}`,
  );
}

async function large(): Promise<void> {
  const pair = swapped(retrains(1, 100_000), 3);
  const start = performance.now();
  const before = process.cpuUsage();
  const report = await compare(pair);
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  const processor = (user + system) / 1e6;
  process.stdout.write(
    `large: ${report.sets[0]?.judged} pairs of answers, ${report.changes.total} changed, ${report.verdict} in ${seconds.toFixed(2)} s, ${processor.toFixed(2)} s of the processor\n`,
  );
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string', default: '0' },
    count: { type: 'string', default: '50' },
  },
});
const [kind = ''] = positionals;
if (kind === 'large') await large();
else if (['swapped', 'retrains', 'targeted'].includes(kind))
  await run(kind, Number(values.from), Number(values.count));
else process.stdout.write(`${USAGE}\n`);
