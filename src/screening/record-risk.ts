import type { Finding } from '../findings/finding.ts';
import { ladderRank } from '../findings/ladder.ts';
import type { Suspicion } from './detector.ts';

/** What is held against each record, in file order (design: `risk` and `flagged`). */
export interface RecordRisk {
  /** 0-based positions in the dataset; where there is a length alone, they count up from 0. */
  readonly positions: ArrayLike<number>;
  /** Strongest calibrated evidence that any detector holds against it, 0 to 1. */
  readonly risk: Float32Array;
  /** 1 where it belongs to an open finding at suspected-poisoning or above. */
  readonly flagged: Uint8Array;
  /** Ids of findings; `findingsOf` gives indexes into them. */
  readonly findingIds: readonly string[];
  findingsOf(record: number): readonly number[];
}

export interface FoundPattern {
  readonly suspicion: Suspicion;
  /** `null` where it only grades records and is not shown. */
  readonly finding: Finding | null;
}

export function recordRisk(
  positions: ArrayLike<number>,
  found: readonly FoundPattern[],
): RecordRisk {
  const records = positions.length;
  const risk = new Float32Array(records);
  const flagged = new Uint8Array(records);
  const members = new Map<number, number[]>();
  const findingIds: string[] = [];
  for (const { suspicion, finding } of found) {
    const accepted = finding !== null && finding.decision !== null;
    const flags =
      finding !== null &&
      !accepted &&
      ladderRank(finding.ladder) >= ladderRank('suspected-poisoning');
    const index = finding === null ? -1 : findingIds.push(finding.id) - 1;
    suspicion.positions.forEach((record, at) => {
      if (!accepted) risk[record] = Math.max(risk[record] as number, suspicion.risk[at] as number);
      if (flags) flagged[record] = 1;
      if (index === -1) return;
      const list = members.get(record);
      if (list === undefined) members.set(record, [index]);
      else list.push(index);
    });
  }
  return {
    positions,
    risk,
    flagged,
    findingIds,
    findingsOf: (record) => members.get(record) ?? [],
  };
}
