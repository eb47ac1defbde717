import type { UnmatchedRows } from './match-digests.ts';

/**
 * Pairs removed with added rows that stand in the same gap between rows that both versions have, first
 * with first: so the change of a row is told from a removal where rows have no id.
 *
 * @returns for each added row, in order, the index of its removed row among the removed ones, or -1
 */
export function pairByPlace({ removed, added }: UnmatchedRows): Int32Array {
  const partner = new Int32Array(added.count).fill(-1);
  const old = removed.members();
  let before = old.next();
  let oldIndex = 0;
  let index = 0;
  for (const row of added.members()) {
    const gap = row - index;
    while (before.done !== true && before.value - oldIndex < gap) {
      before = old.next();
      oldIndex += 1;
    }
    if (before.done !== true && before.value - oldIndex === gap) {
      partner[index] = oldIndex;
      before = old.next();
      oldIndex += 1;
    }
    index += 1;
  }
  return partner;
}
