import { readTable, type TableSource } from '../datasets/read-table.ts';
import { FOOLSGOLD_CREDIT, UCI_FOLDER } from '../datasets/sources.ts';
import type { Table } from '../datasets/table.ts';
import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { numbersTo, shareText } from '../evaluation/number-words.ts';
import { auroc } from '../metrics/auroc.ts';
import { flaggedShares } from '../metrics/flagged-shares.ts';
import { Draw } from '../planting/draw.ts';
import { suspectedPatterns } from './suspected-patterns.ts';

const RATES = [2, 5, 10] as const;
const AGENTS = 20;

/** A table of which one column of fractions is to be predicted. */
interface AmountSource extends TableSource {
  readonly amount: number;
}

const uci = (name: string, amount: number): AmountSource => ({
  name: `${name}, column ${amount + 1}`,
  file: `${UCI_FOLDER}/${name}.csv`,
  format: 'csv',
  header: false,
  text: -1,
  label: amount,
  amount,
});

const WEIGHT = uci('abalone', 4);
const DENSITY = uci('winequality-white', 7);
/** Columns of fractions that others in their table say something about. */
const CLEAN: readonly AmountSource[] = [
  ...[1, 2, 3, 4, 5, 6, 7].map((column) => uci('abalone', column)),
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((column) => uci('winequality-white', column)),
  ...[0, 1, 2, 3, 4, 6, 7, 8, 9].map((column) => uci('winequality-red', column)),
  ...[0, 1, 2, 3].map((column) => uci('banknote_authentication', column)),
  ...[0, 1, 2, 3, 4].map((column) => uci('phoneme', column)),
  ...[0, 1, 2, 3, 4, 5].map((column) => uci('mammography', column)),
];

/** How an amount is changed, with what the changer knows of all amounts. */
const CHANGES: Readonly<Record<string, (amount: number, all: readonly number[]) => number>> = {
  'turned round at the middle of the range': (amount, all) =>
    Math.min(...all) + Math.max(...all) - amount,
  'turned round at the mean': (amount, all) => (2 * sum(all)) / all.length - amount,
  'moved to the far end of the range': (amount, all) =>
    2 * amount < Math.min(...all) + Math.max(...all) ? Math.max(...all) : Math.min(...all),
};

export const changedAmounts: readonly EvaluationCase[] = [WEIGHT, DENSITY].flatMap((source) =>
  Object.entries(CHANGES).map(
    ([words, change]): EvaluationCase => ({
      id: `amounts-${source.file.split('/')[1]?.replace('.csv', '')}-${words.replaceAll(' ', '-')}`,
      title: `${source.name}: ${RATES.join(', ')} % of amounts ${words}`,
      must: 'suspected at every rate from 5 %; AUROC of risk ≥ 0.90',
      extra: true,
      async run({ data, scans }) {
        const clean = named(await readTable(data, source));
        const details: MeasuredRate[] = [];
        for (const rate of RATES) {
          const { scanned, planted } = await scans.scanTable(
            () =>
              changed(clean, { change, rate, draw: new Draw(`${source.name}/${words}/${rate}`) }),
            'csv',
          );
          const { ladder } = scanned.report;
          const shares = flaggedShares(scanned.flagged, planted);
          details.push({ rate, ladder, shares, auroc: auroc(scanned.risk, planted) });
        }
        return {
          met: details.every(
            (one) =>
              one.auroc >= 0.9 && (one.rate < RATES[1] || one.ladder === 'suspected-poisoning'),
          ),
          measured: details
            .map(
              (one) =>
                `${one.rate} %: ${one.ladder}, AUROC ${shareText(one.auroc)}, flagged ${shareText(one.shares.planted)} of changed, ${shareText(one.shares.clean)} of others`,
            )
            .join('; '),
          details,
        };
      },
    }),
  ),
);

interface MeasuredRate extends Record<string, unknown> {
  readonly rate: number;
  readonly ladder: string;
  readonly shares: ReturnType<typeof flaggedShares>;
  readonly auroc: number;
}

/** One of twenty agents makes half of his amounts up. */
export const madeUpAmounts: readonly EvaluationCase[] = [WEIGHT, DENSITY].map((source) => ({
  id: `amounts-agent-${source.file.split('/')[1]?.replace('.csv', '')}`,
  title: `${source.name}: one of ${AGENTS} agents draws half of his amounts from all`,
  must: 'that agent suspected, and nobody else, in every seed',
  extra: true,
  async run({ data, scans, seeds }) {
    const clean = named(await readTable(data, source));
    const details = await Promise.all(
      numbersTo(seeds).map(async (seed) => {
        const { scanned, culprit } = await scans.scanTable(
          () => withAgents(clean, new Draw(`${source.name}/agents/${seed}`)),
          'csv',
        );
        return { seed, culprit, patterns: suspectedPatterns(scanned.report.findings) };
      }),
    );
    const right = details.filter(
      ({ culprit, patterns }) => patterns.length === 1 && patterns[0]?.includes(culprit),
    );
    return {
      met: right.length === seeds,
      measured: `${right.length} of ${seeds} seeds`,
      details,
    };
  },
}));

/** Amounts as nature made them. */
export const cleanAmounts: EvaluationCase = {
  id: 'amounts-clean',
  title: `${CLEAN.length} columns of fractions of six UCI tables, each predicted from the others`,
  must: 'nothing suspected in any',
  extra: true,
  async run({ data, scans }) {
    const details = await Promise.all(
      CLEAN.map(async (source) => {
        const table = named(await readTable(data, source));
        const { scanned } = await scans.scanTable(() => ({ table }), 'csv');
        const { findings, ladder } = scanned.report;
        return { name: source.name, ladder, patterns: suspectedPatterns(findings) };
      }),
    );
    const suspected = details.filter(({ patterns }) => patterns.length > 0);
    return {
      met: suspected.length === 0,
      measured: `${suspected.length} of ${CLEAN.length} suspected${suspected.map(({ name }) => ` (${name})`).join('')}`,
      details,
    };
  },
};

/** The published federated set: every client has as many records. */
export const unequalInfluence: EvaluationCase = {
  id: 'influence-foolsgold-credit',
  title: 'FoolsGold credit: influence of four clients with equally many records',
  must: 'the bad client has most influence, at least twice that of any other',
  extra: true,
  async run({ data, scans }) {
    const raw = await readTable(data, FOOLSGOLD_CREDIT);
    const truth = (raw.header ?? []).indexOf('is_poisoned');
    const client = (raw.header ?? []).indexOf('client');
    const bad = raw.rows.find((row) => row[truth] === '1')?.[client] ?? '';
    const { scanned } = await scans.scanTable(
      () => ({
        table: {
          ...raw,
          header: (raw.header ?? []).filter((_, at) => at !== truth),
          rows: raw.rows.map((row) => row.filter((_, at) => at !== truth)),
          label: raw.label - 1,
        },
      }),
      'csv',
    );
    const check = scanned.report.checks.find(({ id }) => id === 'contributor-influence');
    const [largest] = check?.figures ?? [];
    const share = largest?.value ?? 0;
    return {
      met: check?.note.includes(`“${bad}” has most influence`) === true && share >= 0.4,
      measured: `largest share ${shareText(share)}; ${check?.note ?? 'did not run'}`,
      details: [{ bad, figures: check?.figures }],
    };
  },
};

/** Columns by number, and the amount as the label. */
function named(table: Table): Table {
  const [row = []] = table.rows;
  return {
    ...table,
    header: row.map((_, at) => (at === table.label ? 'target' : `f${at + 1}`)),
  };
}

interface ChangeOptions {
  readonly change: (amount: number, all: readonly number[]) => number;
  readonly rate: number;
  readonly draw: Draw;
}

function changed(
  clean: Table,
  { change, rate, draw }: ChangeOptions,
): { table: Table; planted: Uint8Array } {
  const all = clean.rows.map((row) => Number(row[clean.label]));
  const planted = new Uint8Array(all.length);
  const count = Math.round((rate / 100) * all.length);
  for (const at of draw.some([...all.keys()], count)) planted[at] = 1;
  const rows = clean.rows.map((row, at) =>
    planted[at] === 1
      ? row.with(clean.label, String(Number(change(all[at] as number, all).toPrecision(6))))
      : row,
  );
  return { table: { ...clean, rows }, planted };
}

function withAgents(clean: Table, draw: Draw): { table: Table; culprit: string } {
  const names = Array.from({ length: AGENTS }, (_, at) => `agent-${at}`);
  const culprit = draw.pick(names);
  const all = clean.rows.map((row) => row[clean.label] ?? '');
  const rows = clean.rows.map((row, at) => {
    const agent = names[at % AGENTS] as string;
    const isMadeUp = agent === culprit && Math.floor(at / AGENTS) % 2 === 0;
    return [...(isMadeUp ? row.with(clean.label, draw.pick(all)) : row), agent];
  });
  return { table: { ...clean, header: [...(clean.header ?? []), 'agent'], rows }, culprit };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
