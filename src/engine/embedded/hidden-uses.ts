import type { HiddenUse } from '../operations/content.ts';
import type { EmbeddedState } from './embedded-state.ts';

/** Hidden characters by family: who holds them, and with which labels. */
export function hiddenUses({
  reading,
  store,
}: Pick<EmbeddedState, 'reading' | 'store'>): HiddenUse[] {
  const uses = new Map<
    string,
    { family: string; codePoints: Set<number>; records: Set<number>; occurrences: number }
  >();
  for (const { record, family, codePoints } of reading.hidden) {
    let use = uses.get(family);
    if (use === undefined) {
      use = { family, codePoints: new Set(), records: new Set(), occurrences: 0 };
      uses.set(family, use);
    }
    for (const codePoint of codePoints) use.codePoints.add(codePoint);
    use.records.add(record);
    use.occurrences += 1;
  }
  return [...uses.values()].map(({ family, codePoints, records, occurrences }) => {
    const positions = Uint32Array.from(records).sort();
    const byLabel = new Uint32Array(store.labels.texts.length);
    for (const record of positions) {
      const from = record === 0 ? 0 : (store.labels.ends[record - 1] as number);
      for (let at = from; at < (store.labels.ends[record] as number); at += 1) {
        const label = store.labels.ids[at] as number;
        byLabel[label] = (byLabel[label] as number) + 1;
      }
    }
    return {
      family,
      codePoints: [...codePoints].sort((a, b) => a - b),
      positions,
      occurrences,
      byLabel,
    };
  });
}
