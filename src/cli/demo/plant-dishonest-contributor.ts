import type { Team } from './ticket.ts';
import type { TicketField } from './ticket-field.ts';
import { BUSY_ANNOTATOR } from './ticket-origins.ts';

export const DISHONEST_CONTRIBUTOR: string = BUSY_ANNOTATOR;
export const DISHONEST_FROM: Team = 'technical';
export const DISHONEST_LABEL: Team = 'sales';
const SHARE = 0.008;

/** Gives tickets of one team to another, all by the hand of one contributor. */
export function plantDishonestContributor(field: TicketField): number[] {
  return field.plant(
    Math.round(field.size * SHARE),
    ({ contributor, label }) => contributor === DISHONEST_CONTRIBUTOR && label === DISHONEST_FROM,
    (ticket) => ({ ...ticket, label: DISHONEST_LABEL }),
  );
}
