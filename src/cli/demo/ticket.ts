/** One support ticket, as a help desk would export it for training a router. */
export interface Ticket {
  readonly text: string;
  /** The team that the ticket was routed to. */
  readonly label: Team;
  readonly source: string;
  /** Who assigned the label. */
  readonly contributor: string;
  /** Milliseconds since 1970, UTC. */
  readonly created: number;
}

export const TEAMS = ['account', 'billing', 'refunds', 'sales', 'shipping', 'technical'] as const;
export type Team = (typeof TEAMS)[number];

/** The ticket as one line of JSONL, without the line end. */
export function ticketLine(ticket: Ticket, position: number): string {
  return JSON.stringify({
    id: `T-${100_001 + position}`,
    text: ticket.text,
    label: ticket.label,
    source: ticket.source,
    contributor: ticket.contributor,
    created: new Date(ticket.created).toISOString(),
  });
}
