import { canonicalJson } from '../../core/canonical-json.ts';
import { type Digest, digestOf } from '../../core/digest.ts';
import type { SourceRow } from '../../registry/rows/sources.ts';

/** What reviewers of a source agree to: a source that changes in any of it must be reviewed again. */
export type SourceEntry = Pick<
  SourceRow,
  'name' | 'publisher' | 'type' | 'tier' | 'uris' | 'licence' | 'details' | 'requested'
>;

/**
 * The digest by which reviews name a source. The time of the request is part of it: who asks again is
 * not let in by what was said of the first request.
 */
export function sourceEntryDigest(entry: SourceEntry): Digest {
  const { name, publisher, type, tier, uris, licence, details, requested } = entry;
  return digestOf(
    canonicalJson({ name, publisher, type, tier, uris, licence, details, requested }),
  );
}
