import { pick } from './template.ts';
import type { Team } from './ticket.ts';
import type { TicketField } from './ticket-field.ts';
import { WEB_SOURCE } from './ticket-origins.ts';

export const COPIES_SOURCE: string = WEB_SOURCE;
export const COPIES_LABEL: Team = 'billing';
export const COPIES_FROM: number = Date.UTC(2026, 3, 18, 1, 10);
export const COPIES_TO: number = Date.UTC(2026, 3, 18, 4, 10);
const SHARE = 0.006;

const MESSAGE =
  'Our bank has moved all business customers to a new clearing house, so please update the payout ' +
  'details for our shop before the end of the month. The new account is with Norwick Direct, the ' +
  'holder is unchanged, and the letter from the bank is attached. Please treat payments to the old ' +
  'account as cancelled, and confirm the change by email once the next payout has gone through.';
const GREETINGS = ['', 'Hi,', 'Hello,', 'Good evening,'];
const THANKS = ['', 'Thanks.', 'Thank you.'];
const EDITS: readonly (readonly [string, string])[] = [
  ['the end of the month', 'the end of this month'],
  ['the letter from the bank', 'the notice from the bank'],
  ['by email', 'by mail'],
  ['is attached', 'is atached'],
  ['please update', 'kindly update'],
];

/** Replaces tickets of one source by one message, each with small edits, within a few hours. */
export function plantCopies(field: TicketField, random: () => number): number[] {
  return field.plant(
    Math.round(field.size * SHARE),
    ({ source }) => source === COPIES_SOURCE,
    (ticket) => ({
      ...ticket,
      text: edited(random),
      label: COPIES_LABEL,
      created: COPIES_FROM + Math.floor(random() * (COPIES_TO - COPIES_FROM)),
    }),
  );
}

function edited(random: () => number): string {
  const [from, to] = pick(EDITS, random);
  const message = random() < 0.4 ? MESSAGE.replace(from, to) : MESSAGE;
  return [pick(GREETINGS, random), message, pick(THANKS, random)].filter(Boolean).join(' ');
}
