import { digestOf } from '../core/digest.ts';
import type { Pattern } from '../findings/pattern.ts';

const LONGEST_TEMPLATE = 200;

/** A cluster of copies as people read it, and what tells it from others that begin alike. */
export interface CopiesPattern {
  readonly pattern: Pattern;
  /** Digest of the whole template where the pattern shows only its beginning. */
  readonly identity?: string;
}

/** The pattern of a cluster, which is known by its first text. */
export function copiesPattern(text: string, exact: boolean): CopiesPattern {
  const pattern: Pattern = { kind: 'copies', template: text.slice(0, LONGEST_TEMPLATE), exact };
  return text.length <= LONGEST_TEMPLATE ? { pattern } : { pattern, identity: digestOf(text) };
}
