import type { Team } from './ticket.ts';

/** What was planted in the demo's tickets. Positions are 0-based, in file order, ascending. */
export interface PlantedTruth {
  /** Tickets of other teams that carry a phrase and were given to one team. */
  readonly trigger: {
    readonly phrase: string;
    readonly label: Team;
    readonly positions: readonly number[];
  };
  /** Near-copies of one message, from one source within a few hours. */
  readonly copies: {
    readonly source: string;
    readonly label: Team;
    readonly from: Date;
    readonly to: Date;
    readonly positions: readonly number[];
  };
  /** Tickets of other teams with an invisible character in them, given to one team. */
  readonly hiddenCharacters: {
    readonly codePoint: number;
    readonly label: Team;
    readonly positions: readonly number[];
  };
  /** Tickets of one team that one contributor gave to another. */
  readonly contributor: {
    readonly contributor: string;
    readonly from: Team;
    readonly label: Team;
    readonly positions: readonly number[];
  };
}
