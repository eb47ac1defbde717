import { hash } from 'node:crypto';
import { canonicalJson } from '../core/canonical-json.ts';
import { CredenceError } from '../core/error.ts';

/** Half a SHA-256: enough to notice what a disk or an editor did to a row. */
const SEAL_DIGITS = 32;

/** A row as the database holds it: the members in `Json` as text, and a seal over all of them. */
export type SealedRow<Row, Json extends keyof Row = never> = {
  readonly [Key in keyof Row]: Key extends Json ? string : Row[Key];
} & { readonly seal: string };

/**
 * Turns rows of one table into what the database holds, and back. SQLite keeps no checksum of its
 * pages, so each row carries a seal, and a row that was changed underneath is an error, never an
 * answer. It proves nothing against someone who means it: the ledger and signed statements do.
 */
export class RowSeal<Row extends object, Json extends keyof Row & string = never> {
  readonly #table: string;
  readonly #json: readonly Json[];

  constructor(table: string, json: readonly Json[]) {
    this.#table = table;
    this.#json = json;
  }

  /** The row as it is stored. */
  seal(row: Row): SealedRow<Row, Json> {
    const stored: Record<string, unknown> = Object.fromEntries(Object.entries(row));
    for (const key of this.#json) stored[key] = canonicalJson(row[key]);
    return { ...stored, seal: this.#sealOf(stored) } as SealedRow<Row, Json>;
  }

  /**
   * The row that is stored.
   *
   * @throws CredenceError `INTEGRITY_FAILED` where it is not what was written
   */
  open(stored: SealedRow<Row, Json>): Row {
    const { seal, ...members } = stored;
    if (seal !== this.#sealOf(members)) throw this.#damage(members);
    const row: Record<string, unknown> = { ...members };
    for (const key of this.#json) row[key] = JSON.parse(String(row[key]));
    return row as Row;
  }

  /** As `open`, of a row that may not be there. */
  openOne(stored: SealedRow<Row, Json> | undefined): Row | undefined {
    return stored === undefined ? undefined : this.open(stored);
  }

  #sealOf(members: object): string {
    return hash('sha256', `${this.#table}\n${canonicalJson(members)}`, 'hex').slice(0, SEAL_DIGITS);
  }

  #damage(members: object): CredenceError {
    const [first] = Object.values(members);
    return new CredenceError(
      'INTEGRITY_FAILED',
      `The registry is damaged: the row ${JSON.stringify(first)} of ${this.#table} is not what was written.`,
      { hint: 'Restore the workspace from a backup with `credence restore`.' },
    );
  }
}
