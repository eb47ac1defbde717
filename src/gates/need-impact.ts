import { CredenceError } from '../core/error.ts';
import { visibleText } from '../core/visible-text.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * The impact that is named, or the least of the policy.
 *
 * @throws CredenceError `USAGE` for one that the policy does not have
 */
export function needImpact(named: string | undefined, { policy }: Workspace): string {
  const { impacts } = policy.settings;
  const impact = named ?? impacts[0] ?? '';
  if (impacts.includes(impact)) return impact;
  throw new CredenceError('USAGE', `The policy has no impact ${visibleText(impact)}.`, {
    hint: `It has ${impacts.join(', ')}.`,
  });
}
