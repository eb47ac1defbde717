import type { Ticket } from './ticket.ts';

/** Tickets in which poison is planted; each ticket is taken at most once. */
export class TicketField {
  readonly #tickets: Ticket[];
  readonly #random: () => number;
  readonly #taken = new Set<number>();

  constructor(tickets: Ticket[], random: () => number) {
    this.#tickets = tickets;
    this.#random = random;
  }

  get size(): number {
    return this.#tickets.length;
  }

  /**
   * Replaces up to `count` tickets that fulfil a condition, drawn at random.
   *
   * @returns their indexes.
   */
  plant(
    count: number,
    condition: (ticket: Ticket) => boolean,
    replace: (ticket: Ticket) => Ticket,
  ): number[] {
    const free = [...this.#tickets.keys()].filter((index) => !this.#taken.has(index));
    const fitting = free.filter((index) => condition(this.#tickets[index] as Ticket));
    const planted: number[] = [];
    while (planted.length < count && fitting.length > 0) {
      const drawn = Math.floor(this.#random() * fitting.length);
      const index = fitting[drawn] as number;
      fitting[drawn] = fitting.at(-1) as number;
      fitting.pop();
      this.#tickets[index] = replace(this.#tickets[index] as Ticket);
      this.#taken.add(index);
      planted.push(index);
    }
    return planted;
  }
}
