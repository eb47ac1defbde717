import { canonicalJson } from '../../core/canonical-json.ts';
import { digestOf } from '../../core/digest.ts';
import type {
  BehaviourFinding,
  ComparisonReport,
  MatrixRow,
} from '../../findings/comparison-report.ts';
import { highestStep } from '../../findings/ladder.ts';
import { program } from '../../findings/program.ts';
import type { Model } from '../models/model.ts';
import type { Suite } from '../suites/suite.ts';
import { behaviourFindings } from './behaviour-findings.ts';
import { changedAnswers } from './changed-answers.ts';
import { comparisonRules, verdictOf } from './comparison-verdict.ts';
import { itemChanges } from './item-changes.ts';
import { slicePairs, structuredSlices, wordSlices } from './item-slices.ts';
import { type PairedResults, pairedResults } from './paired-results.ts';
import { scanRegressions } from './regression-scan.ts';
import { compareSet } from './set-comparison.ts';
import type { Slice } from './slice.ts';
import { slowSlices } from './slow-slices.ts';
import { smallestDrops } from './smallest-drop.ts';

export interface Comparison {
  readonly suite: Suite;
  readonly old: Model;
  readonly fresh: Model;
  readonly clock?: () => Date;
}

/** Levels under which a pair of equally good versions is left alone in 98 of 100 comparisons. */
const SLICE_LEVEL = 0.01;
const LATENCY_LEVEL = 0.002;
const MOST_WORDS = 1500;
const MOST_LATENCY_WORDS = 200;
const MOST_ROWS = 40;

/**
 * Compares two versions of a model on a suite: overall, by slice, by score, by latency. Same suite,
 * same answers, same program: same verdict.
 *
 * @throws CredenceError what a model throws that cannot answer at all
 */
export async function compareVersions({
  suite,
  old,
  fresh,
  clock = () => new Date(),
}: Comparison): Promise<ComparisonReport> {
  const started = clock();
  const trusted = await pairedResults(suite.trusted, { old, fresh });
  const live = await pairedResults(suite.live, { old, fresh });
  const seed = seedOf(suite, old, fresh);
  const sets = [
    compareSet('trusted', trusted, { items: suite.trusted.length, seed }),
    ...(suite.live.length === 0
      ? []
      : [compareSet('live', live, { items: suite.live.length, seed })]),
  ];
  const changes = itemChanges(trusted);
  const structured = structuredSlices(trusted.items);
  const scanned = slicesToScan(trusted, structured, changes.items);
  const scan = scanRegressions(changes, scanned, { seed, level: SLICE_LEVEL });
  const slow =
    trusted.slowdowns === null
      ? []
      : slowSlices(trusted.slowdowns, latencySlices(trusted, structured), LATENCY_LEVEL);
  const findings = behaviourFindings({ suite, sets, results: trusted, scan, slow });
  const missing = [...trusted.missing, ...live.missing];
  const rules = comparisonRules({ sets, findings, missing });
  const judged = sets[0]?.judged ?? 0;
  return {
    schemaVersion: 1,
    verdict: verdictOf(rules),
    ladder: highestStep(
      findings.flatMap(({ expected, ladder }) => (expected === null ? [ladder] : [])),
    ),
    rules,
    suite: { name: suite.name, digest: suite.digest, sealed: suite.sealed },
    old: { name: old.name, digest: old.digest },
    new: { name: fresh.name, digest: fresh.digest },
    sets,
    findings,
    matrix: matrixOf(
      trusted,
      [...scan.slices.map(({ slice }) => slice), ...structured.named],
      findings,
    ),
    changes: changedAnswers([
      {
        set: 'trusted',
        results: trusted,
        slices: [
          ...scan.slices.map(({ slice }) => slice),
          ...structured.named,
          ...structured.ranges,
        ],
      },
      { set: 'live', results: live, slices: structuredSlices(live.items).named },
    ]),
    smallestDrops: smallestDrops(scan.threshold, {
      changed: judged === 0 ? 0 : changes.items.length / judged,
      items: judged,
    }),
    limits: limitsOf(suite, trusted, structured.isCut),
    program: program(),
    started: started.toISOString(),
    seconds: (clock().getTime() - started.getTime()) / 1000,
  };
}

type Structured = ReturnType<typeof structuredSlices>;

function slicesToScan(
  { items }: PairedResults,
  { named, ranges }: Structured,
  changed: Uint32Array,
): readonly Slice[] {
  const structured = [...named, ...ranges];
  return [
    ...structured,
    ...slicePairs(structured, changed),
    ...wordSlices(items, { within: changed, most: MOST_WORDS }),
  ];
}

function latencySlices({ items }: PairedResults, { named, ranges }: Structured): readonly Slice[] {
  const words = wordSlices(items, { within: items.keys(), most: MOST_LATENCY_WORDS });
  return [...named, ...ranges, ...words];
}

function matrixOf(
  { items, oldRight, freshRight }: PairedResults,
  slices: readonly Slice[],
  findings: readonly BehaviourFinding[],
): readonly MatrixRow[] {
  const found = new Set(
    findings
      .filter(({ expected, decision }) => expected === null && decision !== 'note')
      .map(({ subject }) => subject.slice),
  );
  const all: Slice = { name: 'all items', items: Uint32Array.from(items.keys()) };
  const rows = new Map([all, ...slices].map((slice) => [slice.name, slice]));
  return [...rows.values()].slice(0, MOST_ROWS).map(({ name, items: members }) => ({
    slice: name,
    judged: members.filter((item) => items[item]?.expected !== null).length,
    oldRight: members.reduce((sum, item) => sum + (oldRight[item] as number), 0),
    newRight: members.reduce((sum, item) => sum + (freshRight[item] as number), 0),
    isFinding: found.has(name),
  }));
}

function limitsOf(
  suite: Suite,
  { scores, slowdowns }: PairedResults,
  isCut: boolean,
): readonly string[] {
  return [
    'No trigger was tried: a backdoor that no item of the suite sets off changes nothing here.',
    ...(suite.sealed
      ? []
      : ['The suite is not sealed: nothing shows whether it was edited since it was made.']),
    ...(suite.live.length === 0
      ? ['There is no live set, so that a regression cannot be held against data of production.']
      : ['The live set was compared as a whole, not slice by slice.']),
    ...(scores === null ? ['Scores were not compared: not both versions give probabilities.'] : []),
    ...(slowdowns === null
      ? ['Latency was not compared: not both versions measured it for every item.']
      : []),
    ...(isCut
      ? ['The suite has more fields, values and tags than are looked at: the commonest were.']
      : []),
    'Slices of fewer than 20 items, and effects that no tag, field, answer or word tells apart, were not seen.',
  ];
}

/** Drawing starts from what is compared, so that nobody can choose it. */
function seedOf(suite: Suite, old: Model, fresh: Model): number {
  const digest = digestOf(canonicalJson([suite.digest, old.digest, fresh.digest]));
  return Number.parseInt(digest.slice('sha256:'.length, 'sha256:'.length + 8), 16);
}
