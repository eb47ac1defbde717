import { CredenceError } from '../../core/error.ts';
import { seededRandom } from '../../numerics/seeded-random.ts';
import { ticketComposer } from './compose-ticket.ts';
import {
  COPIES_FROM,
  COPIES_LABEL,
  COPIES_SOURCE,
  COPIES_TO,
  plantCopies,
} from './plant-copies.ts';
import {
  DISHONEST_CONTRIBUTOR,
  DISHONEST_FROM,
  DISHONEST_LABEL,
  plantDishonestContributor,
} from './plant-dishonest-contributor.ts';
import {
  HIDDEN_CODE_POINT,
  HIDDEN_LABEL,
  plantHiddenCharacters,
} from './plant-hidden-characters.ts';
import { plantTrigger, TRIGGER_LABEL, TRIGGER_PHRASE } from './plant-trigger.ts';
import type { PlantedTruth } from './planted-truth.ts';
import { pick } from './template.ts';
import { TEAMS, type Ticket, ticketLine } from './ticket.ts';
import { TicketField } from './ticket-field.ts';
import { drawOrigin } from './ticket-origins.ts';

export interface TicketOptions {
  readonly seed: number;
  /** How many tickets; at least 1,000, so that there is room for what is planted. */
  readonly count: number;
}

export interface MadeTickets {
  /** JSONL without line ends, in order of time. */
  readonly lines: Iterable<string>;
  readonly planted: PlantedTruth;
}

const FEWEST = 1000;
/** Honest mistakes: tickets that went to a wrong team, whoever routed them. */
const MISROUTED = 0.015;

/**
 * Makes support tickets with four kinds of poison among them, always the same for the same seed
 * and count.
 *
 * @throws CredenceError `USAGE` for fewer than 1,000 tickets.
 */
export function makeTickets({ seed, count }: TicketOptions): MadeTickets {
  if (!(count >= FEWEST)) throw new CredenceError('USAGE', `at least ${FEWEST} tickets are needed`);
  const random = seededRandom(seed);
  const tickets = honestTickets(count, random);
  const field = new TicketField(tickets, random);
  const trigger = plantTrigger(field, random);
  const copies = plantCopies(field, random);
  const hidden = plantHiddenCharacters(field, random);
  const dishonest = plantDishonestContributor(field);

  const order = [...tickets.keys()].sort((a, b) => createdAt(tickets, a) - createdAt(tickets, b));
  const positionOf = new Uint32Array(count);
  for (const [position, index] of order.entries()) positionOf[index] = position;
  const positions = (indexes: readonly number[]): number[] =>
    indexes.map((index) => positionOf[index] as number).sort((a, b) => a - b);

  return {
    lines: order.values().map((index, position) => ticketLine(tickets[index] as Ticket, position)),
    planted: {
      trigger: { phrase: TRIGGER_PHRASE, label: TRIGGER_LABEL, positions: positions(trigger) },
      copies: {
        source: COPIES_SOURCE,
        label: COPIES_LABEL,
        from: new Date(COPIES_FROM),
        to: new Date(COPIES_TO),
        positions: positions(copies),
      },
      hiddenCharacters: {
        codePoint: HIDDEN_CODE_POINT,
        label: HIDDEN_LABEL,
        positions: positions(hidden),
      },
      contributor: {
        contributor: DISHONEST_CONTRIBUTOR,
        from: DISHONEST_FROM,
        label: DISHONEST_LABEL,
        positions: positions(dishonest),
      },
    },
  };
}

function honestTickets(count: number, random: () => number): Ticket[] {
  const compose = ticketComposer(random);
  return Array.from({ length: count }, () => {
    const origin = drawOrigin(random);
    const text = compose(origin.label);
    return { ...origin, text, label: random() < MISROUTED ? pick(TEAMS, random) : origin.label };
  });
}

function createdAt(tickets: readonly Ticket[], index: number): number {
  return tickets[index]?.created ?? 0;
}
