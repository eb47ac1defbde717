import type { ManifestSource } from '../../vault/dataset-manifest.ts';
import type { ObjectStore } from '../../vault/object-store.ts';
import type { RecordCommitment } from '../../vault/record-commitment.ts';
import type { KnownVersion } from '../../workspace/versions/resolve-version.ts';
import { BitSet } from '../diff/bit-set.ts';
import { matchDigests } from '../diff/match-digests.ts';

/** How far something that was made from others may be trusted. */
export interface InheritedTrust {
  /** The lowest tier of all that went into it. */
  readonly tier: string;
  /** Share of its records that come, or may come, from a tier below the best of its sources, 0 to 1. */
  readonly taintedShare: number;
  readonly sources: readonly ManifestSource[];
}

interface WeighedParent {
  readonly records: RecordCommitment | null;
  /** Share of its records that are tainted, seen from the whole. */
  readonly weight: number;
}

/**
 * Derived data inherit the lowest tier of their parents (requirement PI-05). Records that a parent has in
 * the same bytes are as tainted as that parent. Of the others nobody can tell where they come from, so as
 * many of them count as tainted as there are tainted records that may have become them: all, where the
 * step made more records than it was given.
 *
 * @param tiers of the policy, the most trusted first; an unknown one counts as the least
 */
export async function inheritedTrust(
  parents: readonly KnownVersion[],
  records: RecordCommitment | null,
  { tiers, vault }: { readonly tiers: readonly string[]; readonly vault: ObjectStore },
): Promise<InheritedTrust> {
  const rank = (tier: string): number => {
    const at = tiers.indexOf(tier);
    return at < 0 ? tiers.length : at;
  };
  const sources = distinctSources(parents);
  const best = Math.min(...sources.map(({ tier }) => rank(tier)));
  const lowest = parents.reduce(
    (low, { manifest: { tier } }) => (rank(tier) > rank(low) ? tier : low),
    parents[0]?.manifest.tier ?? '',
  );
  const weighed = parents.map(({ manifest }): WeighedParent => {
    const own = Math.min(...manifest.sources.map(({ tier }) => rank(tier)));
    return { records: manifest.records, weight: own > best ? 1 : manifest.taintedShare };
  });
  return { tier: lowest, taintedShare: await taintedShare(weighed, records, vault), sources };
}

function distinctSources(parents: readonly KnownVersion[]): readonly ManifestSource[] {
  const sources = parents.flatMap(({ manifest }) => manifest.sources);
  const distinct = new Map(sources.map((one) => [`${one.name} ${one.retrieval} ${one.tier}`, one]));
  return [...distinct.values()];
}

async function taintedShare(
  parents: readonly WeighedParent[],
  records: RecordCommitment | null,
  vault: ObjectStore,
): Promise<number> {
  const heaviest = Math.max(...parents.map(({ weight }) => weight));
  if (heaviest === 0) return 0;
  if (records === null || records.count === 0) return heaviest;
  const known = new BitSet(records.count);
  let tainted = 0;
  let taintedGiven = 0;
  let given = 0;
  for (const parent of parents.toSorted((one, other) => other.weight - one.weight)) {
    if (parent.records === null) return heaviest;
    const { added } = await matchDigests(parent.records, records, { vault });
    let here = 0;
    for (let row = 0; row < records.count; row++) {
      if (added.has(row) || known.has(row)) continue;
      known.add(row);
      here += 1;
    }
    tainted += here * parent.weight;
    taintedGiven += parent.records.count * parent.weight;
    given += parent.records.count;
  }
  const unknown = records.count - known.count;
  const possible = records.count > given ? unknown : Math.min(unknown, taintedGiven - tainted);
  return Math.min(1, (tainted + Math.max(0, possible)) / records.count);
}
