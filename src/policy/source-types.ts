/** Where data can come from (requirement PI-12). Policies key on it. */
export const SOURCE_TYPES = [
  'curated',
  'vendor',
  'public',
  'scraped',
  'production-event',
  'feedback',
  'partner',
  'internal-dump',
] as const;

export type SourceType = (typeof SOURCE_TYPES)[number];
