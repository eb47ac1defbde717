import { z } from 'zod';
import { CredenceError } from '../../core/error.ts';
import type { SourceFacts } from '../../policy/facts.ts';
import { SOURCE_TYPES, type SourceType } from '../../policy/source-types.ts';
import type { SourceRow } from '../../registry/rows/sources.ts';
import type { Tables } from '../../registry/tables.ts';
import type { ObjectStore } from '../../vault/object-store.ts';
import { actsOn } from '../../workspace/acts/acts-on.ts';
import { actorOf } from '../../workspace/identities/actor-of.ts';
import { sourceEntryDigest } from './source-entry.ts';

/** What is known of a source beyond its row; the part of `details` that the policy asks about. */
export interface SourceDetails {
  readonly description?: string | undefined;
  readonly publisherVerified?: boolean | undefined;
  readonly publishesHash?: boolean | undefined;
  readonly publishesSignature?: boolean | undefined;
  /** What was scraped, when, and which filter was applied (requirement AL-06). */
  readonly scrape?:
    | { readonly target: string; readonly date: string; readonly filter: string }
    | undefined;
  /** What tells that it is still the same publisher. */
  readonly identity?: Readonly<Record<string, string>> | undefined;
  readonly revived?: { readonly time: string; readonly silentDays: number } | undefined;
  /** Why it must be reviewed again. */
  readonly changed?: { readonly time: string; readonly what: readonly string[] } | undefined;
}

const DETAILS: z.ZodType<SourceDetails> = z.object({
  description: z.string().optional(),
  publisherVerified: z.boolean().optional(),
  publishesHash: z.boolean().optional(),
  publishesSignature: z.boolean().optional(),
  scrape: z.object({ target: z.string(), date: z.string(), filter: z.string() }).optional(),
  identity: z.record(z.string(), z.string()).optional(),
  revived: z.object({ time: z.string(), silentDays: z.number() }).optional(),
  changed: z.object({ time: z.string(), what: z.array(z.string()) }).optional(),
});

/** The details of a source, read back. */
export function sourceDetails({ details }: Pick<SourceRow, 'details'>): SourceDetails {
  return DETAILS.parse(details);
}

/** Where facts about sources are found, and at what time they are asked for. */
export interface SourceContext {
  readonly tables: Tables;
  readonly vault: ObjectStore;
  readonly now: string;
}

/** Gathers what the policy wants to know of a source. */
export async function sourceFacts(
  source: SourceRow,
  { tables, vault, now }: SourceContext,
): Promise<SourceFacts> {
  const details = sourceDetails(source);
  const identities = await tables.identities.list();
  const latest = (principal: string) => identities.findLast((one) => one.principal === principal);
  const requester = latest(source.requestedBy);
  if (requester === undefined)
    throw new CredenceError('INTEGRITY_FAILED', `Nobody is known who asked for ${source.name}.`, {
      hint: 'Run credence ledger verify: rows of the registry are missing.',
    });
  return {
    now,
    name: source.name,
    type: sourceType(source.type),
    tier: source.tier,
    uris: source.uris,
    publisher: source.publisher,
    publisherVerified: details.publisherVerified ?? null,
    publishesHash: details.publishesHash ?? null,
    publishesSignature: details.publishesSignature ?? null,
    licence: source.licence === '' ? null : source.licence,
    owner: source.owner,
    requestedBy: actorOf(requester),
    reviews: await actsOn({ tables, vault }, sourceEntryDigest(source), `source:${source.name}`),
    scrape: details.scrape ?? null,
    revived: details.revived ?? null,
  };
}

/** A type that the policy knows. @throws CredenceError `USAGE` */
export function sourceType(text: string): SourceType {
  const type = SOURCE_TYPES.find((known) => known === text);
  if (type !== undefined) return type;
  throw new CredenceError('USAGE', `There is no type of source ‘${text}’.`, {
    hint: `Types are ${SOURCE_TYPES.join(', ')}.`,
  });
}
