import { canonicalJson } from '../../core/canonical-json.ts';
import { type Digest, digestOf } from '../../core/digest.ts';
import type { SourceRow } from '../../registry/rows/sources.ts';

/** What reviewers of a source agree to: a source that changes in any of it must be reviewed again. */
export type SourceEntry = Pick<
  SourceRow,
  'name' | 'publisher' | 'type' | 'tier' | 'uris' | 'licence' | 'details'
>;

/** The digest by which reviews name a source. */
export function sourceEntryDigest(entry: SourceEntry): Digest {
  const { name, publisher, type, tier, uris, licence, details } = entry;
  return digestOf(canonicalJson({ name, publisher, type, tier, uris, licence, details }));
}
