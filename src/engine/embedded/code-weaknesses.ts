import type { CodeWeaknessUse } from '../operations/content.ts';
import type { EmbeddedState } from './embedded-state.ts';

/** Weaknesses of program text: which records show each, in file order. */
export function codeWeaknesses({ reading }: Pick<EmbeddedState, 'reading'>): CodeWeaknessUse[] {
  const records = new Map<string, number[]>();
  for (const { record, weaknesses } of reading.weak) {
    for (const weakness of weaknesses) {
      const found = records.get(weakness);
      if (found === undefined) records.set(weakness, [record]);
      else found.push(record);
    }
  }
  return [...records].map(([weakness, positions]) => ({
    weakness,
    positions: Uint32Array.from(positions).sort(),
  }));
}
