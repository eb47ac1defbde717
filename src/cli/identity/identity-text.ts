import { visibleText } from '../../core/visible-text.ts';
import type { IdentityRow } from '../../registry/rows/identities.ts';

/** An identity in one line. */
export function identityText({
  name,
  kind,
  keyId,
  state,
  roles,
  groups,
  expires,
}: IdentityRow): string {
  const about = [
    kind,
    ...(roles.length === 0 ? [] : [`roles ${roles.map(visibleText).join(', ')}`]),
    ...(groups.length === 0 ? [] : [`groups ${groups.map(visibleText).join(', ')}`]),
    ...(expires === null ? [] : [`until ${expires}`]),
  ];
  return `${state.toUpperCase().padEnd(8)} ${visibleText(name)} ${keyId.slice(0, 16)}: ${about.join('; ')}`;
}
