import type { OriginColumn } from '../columns/origin-column.ts';
import { translateInMemory } from '../columns/sequence-column.ts';
import type { StoredTexts } from '../columns/text-column.ts';
import type { Ingested } from '../ingest/ingest-source.ts';
import type { IngestPlan } from '../ingest/plan.ts';
import type { LabelColumn, Store } from '../store.ts';
import { amountsToPredict } from './amounts.ts';
import { assembleItems } from './assemble-items.ts';
import { assembleLabels } from './assemble-labels.ts';
import { frameTokens } from './frame-tokens.ts';
import { mergeVocabularies } from './merge-vocabulary.ts';

/** Everything about a dataset but its folds, which need its copies to be known. */
export type UnfoldedStore = Omit<Store, 'folds'>;

/** What is worked out before the rest is joined. */
export interface DerivedColumns {
  readonly origins: readonly OriginColumn[];
  /** What plays the label's part where a model learns from responses; `null` where labels are given. */
  readonly behaviours: LabelColumn | null;
}

/** Joins what the threads took in into columns of the whole dataset. */
export function assembleStore(
  ingested: Ingested,
  plan: IngestPlan,
  { origins, behaviours }: DerivedColumns,
): UnfoldedStore {
  const { batches, dictionaries, records } = ingested;
  const { vocabulary, remaps } = mergeVocabularies(dictionaries);
  const tokens = translateInMemory({
    remaps,
    chunks: batches.map(({ first, tokenEnds, tokenIds, thread }) => ({
      first,
      ends: tokenEnds,
      ids: tokenIds,
      remap: thread,
    })),
  });
  const labels = behaviours ?? givenLabels(ingested);
  const items = assembleItems({ plan, ingested, labels, origins });
  return {
    records,
    tokens,
    vocabulary: { ...vocabulary, frameTokens: frameTokens({ vocabulary, tokens, labels }) },
    items,
    labels,
    amounts: behaviours === null ? amountsToPredict(ingested.columns.amounts, labels) : null,
  };
}

function givenLabels({ batches, dictionaries, records }: Ingested): LabelColumn {
  return assembleLabels(
    records,
    dictionaries.map((dictionary) => dictionary.labels),
    batches.map((batch) => ({
      first: batch.first,
      thread: batch.thread,
      ids: batch.labels,
      ends: batch.labelEnds,
    })),
  );
}

export function storedTexts({ batches }: Ingested): StoredTexts {
  return {
    chunks: batches.map(({ first, textOffsets, text }) => ({
      first,
      offsets: textOffsets,
      bytes: text,
    })),
  };
}
