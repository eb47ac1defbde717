import type { Act, Actor } from '../../policy/facts.ts';
import type { IdentityRow } from '../../registry/rows/identities.ts';

/** An identity as the policy sees it: the same actor through all its keys. */
export function actorOf({ principal, name, kind, owner, groups }: IdentityRow): Actor {
  return { principal, name, kind, owner, groups };
}

/**
 * What is to be thought of something that a key signed at a time: one that was rotated or has expired
 * since was good then; what a revoked key signed counts no more, whenever it was.
 */
export function keyStanding({ state, expires }: IdentityRow, signed: string): Act['key'] {
  if (state === 'revoked') return 'revoked';
  if (expires !== null && Date.parse(expires) <= Date.parse(signed)) return 'expired-then';
  return 'good';
}
