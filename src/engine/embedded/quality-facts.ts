import type { QualityFacts } from '../operations/columns.ts';
import type { EmbeddedState } from './embedded-state.ts';

const RARE_SHARE = 0.1;

export function qualityFacts({ plan, reading, store, texts }: EmbeddedState): QualityFacts {
  const columns = plan.schema.columns.map(({ name }, at) => ({
    column: name,
    records: reading.missing[at] ?? 0,
  }));
  const empty: number[] = [];
  if (plan.hasText) {
    for (const { first, offsets } of texts.chunks) {
      for (let index = 0; index + 1 < offsets.length; index += 1)
        if (offsets[index] === offsets[index + 1]) empty.push(first + index);
    }
  }
  const { spaceless } = reading;
  const scripts = [
    { script: 'written with spaces', records: store.records - spaceless },
    { script: 'written without spaces', records: spaceless },
  ].filter(({ records }) => records > 0);
  const even = store.records / Math.max(1, store.labels.texts.length);
  return {
    missing: columns.filter(({ records }) => records > 0),
    emptyTexts: Uint32Array.from(empty),
    scripts,
    constantColumns: store.items.columns
      .filter(({ kind, texts: values }) => kind === 'value' && values.length === 1)
      .map(({ name }) => name),
    // Behaviours are rare by nature; only given labels may be too rare.
    rareLabels:
      plan.labels.length === 0
        ? []
        : store.labels.texts
            .map((label, at) => ({ label, records: store.labels.counts[at] as number }))
            .filter(({ records }) => records < RARE_SHARE * even),
  };
}
