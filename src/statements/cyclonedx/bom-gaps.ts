import type { Bom } from './bom.ts';
import type { BomContext } from './bom-context.ts';
import { G7_ELEMENTS, type G7Cluster } from './g7-elements.ts';

/** How one minimum element stands in a bill. */
export interface ElementState {
  /** As the publication numbers it, for example `G7AI-DP-05`. */
  readonly id: string;
  readonly cluster: G7Cluster;
  readonly title: string;
  readonly present: boolean;
  /** What would fill it. */
  readonly filledBy: string;
}

export interface BomGaps {
  readonly elements: readonly ElementState[];
  readonly present: number;
  readonly total: number;
}

/**
 * Holds a bill against the 50 minimum elements of the G7's "SBOM for AI" (12 May 2026): an element of
 * datasets is present only where every dataset has it.
 */
export function bomGaps(bom: Bom, context: BomContext = { signatures: 0 }): BomGaps {
  const elements = G7_ELEMENTS.map(({ id, cluster, title, filledBy, isIn }) => ({
    id,
    cluster,
    title,
    filledBy,
    present: isIn(bom, context),
  }));
  return {
    elements,
    present: elements.filter(({ present }) => present).length,
    total: elements.length,
  };
}
