import type { StyleFit } from '../../operations/styles.ts';
import type { Store } from '../store.ts';
import { NO_ID } from '../store.ts';
import type { OutcomeModel } from '../tasks/outcome-model.ts';
import type { WorkerPool } from '../worker-pool.ts';
import type { LabelStyleFit } from './fit-label-style.ts';
import type { StyleElements } from './style-reader.ts';

/** All that stays of the fit: answers for detectors, and weights to score records with. */
export interface FittedStyles {
  readonly answer: StyleFit;
  readonly elements: StyleElements;
  readonly values: Float32Array;
  readonly fits: readonly LabelStyleFit[];
}

const MOST_RECORDS = 40_000;
const MOST_TOKENS = 1_500_000;
const MOST_ELEMENTS = 100_000;
/** Weights of all labels and folds together. */
const MOST_WEIGHTS = 24_000_000;
const LEAST_ELEMENTS = 2000;
/** A style of fewer records in the sample cannot be told from chance. */
const LEAST_RECORDS = 50;
/** The commonest of so many labels are looked at. */
const MOST_LABELS = 300;

/** Fits the style of every label that has enough records, on the threads of the pool. */
export async function fitStyles(
  { store, pool }: { readonly store: Store; readonly pool: WorkerPool },
  model: OutcomeModel,
): Promise<FittedStyles> {
  const tokens = store.vocabulary.frequency.reduce((sum, count) => sum + count, 0);
  const share = Math.min(1, MOST_RECORDS / store.records, MOST_TOKENS / Math.max(1, tokens));
  const { counts } = store.labels;
  const outcomes = Array.from(counts.keys())
    .filter((label) => share * (counts[label] as number) >= LEAST_RECORDS)
    .sort((a, b) => (counts[b] as number) - (counts[a] as number) || a - b)
    .slice(0, MOST_LABELS)
    .sort((a, b) => a - b);
  const mostElements = Math.min(
    MOST_ELEMENTS,
    Math.max(LEAST_ELEMENTS, Math.floor(MOST_WEIGHTS / (4 * Math.max(1, outcomes.length)))),
  );
  const rows = await pool.run('style-rows', {
    store,
    sample: { share, tokenLimit: model.tokenLimit, mostElements },
  });
  const fits = await Promise.all(
    outcomes.map((outcome) =>
      pool.run('fit-label-style', { store, request: { rows, model, outcome } }),
    ),
  );
  return {
    elements: rows.elements,
    values: rows.style.values,
    fits,
    answer: {
      fittedOn: rows.all.records.length,
      elements: rows.elements.first.length,
      leftOut: counts.length - outcomes.length,
      labels: fits.map(({ outcome, groups, tried, telling }) => ({
        outcome,
        groups,
        tried,
        elements: Array.from(telling, (element) => elementText(rows.elements, element)),
      })),
    },
  };
}

/** An element in words: a pair has a blank between its symbols. */
function elementText({ symbols, first, second }: StyleElements, element: number): string {
  const [one, other] = [first[element] as number, second[element] as number];
  const text = symbols[one] ?? '';
  return other === NO_ID ? text : `${text} ${symbols[other] ?? ''}`;
}
