import type { Policy } from '../policy.ts';

/** How far down a tier stands: 0 is the most trusted; one that the policy does not have is below all. */
export function tierRank(tier: string, policy: Policy): number {
  const rank = policy.settings.tiers.indexOf(tier);
  return rank < 0 ? policy.settings.tiers.length : rank;
}

/** The tier that is trusted least. */
export function lowestTier(policy: Policy): string {
  return policy.settings.tiers.at(-1) ?? '';
}

export function isTier(tier: string, policy: Policy): boolean {
  return policy.settings.tiers.includes(tier);
}
