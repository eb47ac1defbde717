import type { Actor } from './facts.ts';
import type { DutySettings } from './settings.ts';

/** The person who answers for what someone does: a service account acts for its owner. */
export function responsibleFor(actor: Actor): string {
  return actor.kind === 'service' ? (actor.owner ?? actor.principal) : actor.principal;
}

/**
 * Why two actors count as the same hands, as a clause, or null where they do not (requirement AC-03:
 * also through a group or a service account).
 */
export function sameHands(one: Actor, other: Actor, duties: DutySettings): string | null {
  if (one.principal === other.principal) return 'is the same';
  if (responsibleFor(one) === responsibleFor(other)) return 'answers for, or is answered for by,';
  const group = one.groups.find(
    (name) => other.groups.includes(name) && countsAsOne(name, duties.groups),
  );
  return group === undefined ? null : `is in the group ${group} with`;
}

function countsAsOne(group: string, groups: DutySettings['groups']): boolean {
  if (groups === 'any') return true;
  return groups === 'none' ? false : groups.includes(group);
}
