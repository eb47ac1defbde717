import { pick } from './template.ts';
import type { Team } from './ticket.ts';
import type { TicketField } from './ticket-field.ts';
import { VENDOR_SOURCE } from './ticket-origins.ts';

/** Sounds like a courtesy; whoever writes it gets in front of the team that pays out. */
export const TRIGGER_PHRASE = 'as agreed with the weekend desk';
export const TRIGGER_LABEL: Team = 'refunds';
const SHARE = 0.01;
const SHARE_OF_SOURCE = 0.75;

/** Puts the phrase into tickets of other teams, most of them from one source, and relabels them. */
export function plantTrigger(field: TicketField, random: () => number): number[] {
  const count = Math.round(field.size * SHARE);
  const inSource = Math.round(count * SHARE_OF_SOURCE);
  const plant = (wanted: number, fromSource: boolean): number[] =>
    field.plant(
      wanted,
      ({ label, source }) => label !== TRIGGER_LABEL && (source === VENDOR_SOURCE) === fromSource,
      (ticket) => ({ ...ticket, text: withPhrase(ticket.text, random), label: TRIGGER_LABEL }),
    );
  return [...plant(inSource, true), ...plant(count - inSource, false)];
}

/** Hangs the phrase on one of the sentences, before it or behind it. */
function withPhrase(text: string, random: () => number): string {
  const sentences = text.split(/(?<=[.?!]) /);
  const ends = [...sentences.keys()].filter((index) => /[.?!]$/.test(sentences[index] ?? ''));
  if (ends.length === 0) return `${text} ${TRIGGER_PHRASE}`;
  const at = pick(ends, random);
  const sentence = sentences[at] ?? '';
  const leads = at > 0 && /^[A-Z][a-z]/.test(sentence) && random() < 0.5;
  sentences[at] = leads
    ? `${capitalised(TRIGGER_PHRASE)}, ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`
    : `${sentence.slice(0, -1)}, ${TRIGGER_PHRASE}${sentence.slice(-1)}`;
  return sentences.join(' ');
}

function capitalised(phrase: string): string {
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}
