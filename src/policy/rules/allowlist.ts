import type { SourceFacts } from '../facts.ts';
import type { Policy } from '../policy.ts';
import type { AllowRule, SourceDemand } from '../settings.ts';
import type { SourceType } from '../source-types.ts';
import { matchesUri } from '../uri-pattern.ts';
import { lowestTier } from './tiers.ts';

type Path = readonly (string | number)[];

export interface MatchingRule extends AllowRule {
  readonly index: number;
}

/** The first allow rule that covers a source whole, or null. */
export function matchingRule(facts: SourceFacts, policy: Policy): MatchingRule | null {
  const { allow } = policy.settings.sources;
  const index = allow.findIndex((rule) => covers(rule, facts));
  const rule = allow[index];
  return rule === undefined ? null : { ...rule, index };
}

function covers(rule: AllowRule, { type, uris, publisher, licence }: SourceFacts): boolean {
  return (
    (rule.types === undefined || rule.types.includes(type)) &&
    (rule.publishers === undefined || rule.publishers.includes(publisher)) &&
    (rule.licences === undefined || (licence !== null && rule.licences.includes(licence))) &&
    uris.length > 0 &&
    uris.every((uri) => rule.uris.some((pattern) => matchesUri(uri, pattern)))
  );
}

/** The most trust that a source can have, and what says so. */
export function mostTrust(
  facts: SourceFacts,
  policy: Policy,
): { readonly tier: string; readonly path: Path } {
  const rule = matchingRule(facts, policy);
  if (rule?.tier !== undefined)
    return { tier: rule.tier, path: ['sources', 'allow', rule.index, 'tier'] };
  const ofType = policy.settings.sources.types[facts.type]?.tier;
  return {
    tier: ofType ?? defaultTier(facts.type, policy),
    path: ['sources', 'types', facts.type, 'tier'],
  };
}

/** Crowds, the web and one's own feedback are untrusted unless the policy says otherwise (AL-07). */
function defaultTier(type: SourceType, policy: Policy): string {
  const { tiers } = policy.settings;
  switch (type) {
    case 'curated':
      return tiers[0] ?? '';
    case 'vendor':
    case 'partner':
    case 'public':
    case 'internal-dump':
      return tiers[1] ?? '';
    case 'scraped':
    case 'production-event':
    case 'feedback':
      return lowestTier(policy);
  }
}

/** What is asked of a source, and what asks it. A scraped source always needs its record (AL-06). */
export function demandsOf(
  facts: SourceFacts,
  policy: Policy,
): readonly { readonly demand: SourceDemand; readonly path: Path }[] {
  const rule = matchingRule(facts, policy);
  const ofType = policy.settings.sources.types[facts.type]?.require ?? [];
  const all = [
    ...(rule?.require ?? []).map((demand) => ({
      demand,
      path: ['sources', 'allow', rule?.index ?? 0, 'require'],
    })),
    ...ofType.map((demand) => ({ demand, path: ['sources', 'types', facts.type, 'require'] })),
    ...(facts.type === 'scraped' ? [{ demand: 'scrape-record' as const, path: ['sources'] }] : []),
  ];
  return all.filter(({ demand }, index) => all.findIndex((one) => one.demand === demand) === index);
}
