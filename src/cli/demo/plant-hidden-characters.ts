import type { Team } from './ticket.ts';
import type { TicketField } from './ticket-field.ts';

/** Zero width space. */
export const HIDDEN_CODE_POINT = 0x200b;
export const HIDDEN_LABEL: Team = 'account';
const SHARE = 0.004;

/** Puts one to three invisible characters into words of other teams' tickets, and relabels them. */
export function plantHiddenCharacters(field: TicketField, random: () => number): number[] {
  return field.plant(
    Math.round(field.size * SHARE),
    ({ label }) => label !== HIDDEN_LABEL,
    (ticket) => ({ ...ticket, text: withHidden(ticket.text, random), label: HIDDEN_LABEL }),
  );
}

function withHidden(text: string, random: () => number): string {
  const words = text.split(' ');
  const count = 1 + Math.floor(random() * 3);
  for (let added = 0; added < count; added += 1) {
    const at = Math.floor(random() * words.length);
    const word = words[at] ?? '';
    const middle = word.length >> 1;
    words[at] =
      word.slice(0, middle) + String.fromCodePoint(HIDDEN_CODE_POINT) + word.slice(middle);
  }
  return words.join(' ');
}
