import type { Finding } from '../../../src/findings/finding.ts';
import { readTable } from '../datasets/read-table.ts';
import { AG_NEWS, BANKING77, DAVIDSON, FOOLSGOLD_CREDIT, SST2 } from '../datasets/sources.ts';
import { type Table, textAndLabel } from '../datasets/table.ts';
import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { auroc } from '../metrics/auroc.ts';
import { Draw } from '../planting/draw.ts';

const LABELLERS = 20;
const FLIPPED = 200;
const LEAST_AUROC = 0.75;
const LEVEL = 0.001;

/** One of twenty labellers changes 200 of the labels that he was given. */
export const dishonestLabeller: readonly EvaluationCase[] = [SST2, AG_NEWS, BANKING77].map(
  (source) => ({
    id: `labeller-${source.name}`,
    title: `${source.name}: one of ${LABELLERS} labellers flips ${FLIPPED} labels`,
    must: 'the labeller ranked first in every seed',
    async run({ data, scans, seeds }) {
      const clean = textAndLabel(await readTable(data, source));
      const details = await Promise.all(
        Array.from({ length: seeds }, async (_, seed) => {
          const { scanned, culprit } = await scans.scanTable(() =>
            withLabellers(clean, new Draw(`labeller/${source.name}/${seed}`)),
          );
          return { seed, culprit, first: firstPlace(scanned.report.findings) };
        }),
      );
      const right = details.filter(({ culprit, first }) => first?.value === culprit).length;
      return {
        met: right === seeds,
        measured: `first in ${right} of ${seeds}; q ${details.map(({ first }) => first?.q?.toExponential(0) ?? 'none').join(', ')}`,
        details,
      };
    },
  }),
);

/** The published federated set in which one client flips every label. */
export const dishonestClient: EvaluationCase = {
  id: 'labeller-foolsgold-credit',
  title: 'FoolsGold credit: one of four clients flips every label',
  must: 'the bad client ranked first, q < 0.001',
  async run({ data, scans }) {
    const raw = await readTable(data, FOOLSGOLD_CREDIT);
    const truth = (raw.header ?? []).indexOf('is_poisoned');
    const client = (raw.header ?? []).indexOf('client');
    const bad = raw.rows.find((row) => row[truth] === '1')?.[client];
    const table = without(raw, truth);
    const { scanned } = await scans.scanTable(() => ({ table }), 'csv');
    const first = firstPlace(scanned.report.findings);
    return {
      met: first?.value === bad && first?.q !== null && (first?.q ?? 1) < LEVEL,
      measured: `first: ${first?.value ?? 'none'} (q ${first?.q?.toExponential(0) ?? '–'}), ladder ${scanned.report.ladder}; bad is ${bad}`,
      details: [{ first, bad }],
    };
  },
};

/** Tweets on whose class the annotators did not agree. */
export const disputedTweets: EvaluationCase = {
  id: 'disputed-davidson',
  title: 'Davidson: annotators not unanimous, vote columns removed',
  must: `AUROC ≥ ${LEAST_AUROC}`,
  async run({ data, scans }) {
    const raw = await readTable(data, DAVIDSON);
    const votes = ['hate_speech', 'offensive_language', 'neither'].map((name) =>
      (raw.header ?? []).indexOf(name),
    );
    const count = (raw.header ?? []).indexOf('count');
    const disputed = Uint8Array.from(raw.rows, (row) =>
      votes.some((vote) => row[vote] === row[count]) ? 0 : 1,
    );
    const table = textAndLabel(raw);
    const { scanned } = await scans.scanTable(() => ({ table }));
    const area = auroc(scanned.risk, disputed);
    return {
      met: area >= LEAST_AUROC && scanned.report.ladder !== 'suspected-poisoning',
      measured: `AUROC ${area.toFixed(3)}, ladder ${scanned.report.ladder}`,
      details: [{ area, ladder: scanned.report.ladder }],
    };
  },
};

function withLabellers(clean: Table, draw: Draw): { table: Table; culprit: string } {
  const labels = [...new Set(clean.rows.map((row) => row[clean.label] ?? ''))].sort();
  const names = Array.from({ length: LABELLERS }, (_, at) => `annotator-${at}`);
  const culprit = draw.pick(names);
  const rows = clean.rows.map((row) => [...row, draw.pick(names)]);
  const own = [...rows.keys()].filter((at) => rows[at]?.at(-1) === culprit);
  for (const at of draw.some(own, Math.min(FLIPPED, own.length))) {
    const row = rows[at] as string[];
    const given = row[clean.label] as string;
    rows[at] = row.with(clean.label, draw.pick(labels.filter((label) => label !== given)));
  }
  return { table: { ...clean, header: [...(clean.header ?? []), 'annotator'], rows }, culprit };
}

function without(table: Table, column: number): Table {
  const keep = (row: readonly string[]): string[] => row.filter((_, at) => at !== column);
  return {
    ...table,
    header: table.header === null ? null : keep(table.header),
    rows: table.rows.map(keep),
    label: table.label > column ? table.label - 1 : table.label,
  };
}

/** The place that the strongest finding about labellers names. */
function firstPlace(findings: readonly Finding[]): { value: string; q: number | null } | null {
  const finding = findings.find(({ check }) => check.id === 'labellers');
  if (finding?.pattern.kind !== 'field-values') return null;
  return { value: finding.pattern.fields[0]?.value ?? '', q: finding.evidence.qValue };
}
