import type { NodeId } from '../../core/identifiers.ts';
import type { SealedRow } from '../sealed-row.ts';

/** One step of lineage: `toNode` was made of, or with, `fromNode`. */
export interface EdgeRow {
  readonly fromNode: NodeId;
  readonly toNode: NodeId;
  /** How, such as `retrieved`, `derived`, `trained` or `rolled-back`. */
  readonly kind: string;
  readonly time: string;
}

export type EdgesTable = SealedRow<EdgeRow>;

/** `upstream` asks what something was made of, `downstream` what was made of it. */
export type Direction = 'upstream' | 'downstream';
