import { pairHash } from '../../../numerics/pair-table.ts';
import type { FoundRuns } from './found-runs.ts';

/** The single symbols, counted, and how to count the longer runs: in passes that share nothing. */
export interface RunPlan {
  readonly singles: FoundRuns;
  /** Single symbols in enough records. */
  readonly tried: number;
  /** By symbol: 1 where it occurs in enough records. */
  readonly frequent: Uint8Array;
  /** Places by block; the block of a place is drawn from the hash of its first two symbols. */
  readonly blockSizes: Uint32Array;
  readonly passes: readonly Pass[];
  /** True where the places of each pass were written to the scratch file. */
  readonly spilled: boolean;
}

/** Blocks `from .. to`, counted at one go. */
export interface Pass {
  readonly from: number;
  readonly to: number;
  /** Places before those of this pass, and of this pass. */
  readonly offset: number;
  readonly places: number;
}

/** What a plan must keep to. */
export interface PlanLimits {
  /** Single symbols that are returned at most. */
  readonly most: number;
  /** Places of the data that one pass may hold in memory: 24 bytes each. */
  readonly placesInPass: number;
  /** Where places may be written. */
  readonly scratchFile: string;
}

/** The block of all runs that begin with two symbols. */
export function blockOf(first: number, second: number, blocks: number): number {
  return pairHash(first, second) & (blocks - 1);
}
