import { hash } from 'node:crypto';
import type { RequestedRoles } from '../../records/roles.ts';
import type { RecordCommitment } from '../../vault/record-commitment.ts';
import type { KnownVersion } from '../../workspace/versions/resolve-version.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { DigestTable } from './digest-table.ts';
import { type GroupChange, GroupChanges } from './group-changes.ts';
import { matchDigests, type UnmatchedRows } from './match-digests.ts';
import { pairByPlace } from './pair-by-place.ts';
import type { RowValues } from './row-values.ts';
import { type LabelTransition, Transitions } from './transitions.ts';
import { readUnmatched, type UnmatchedRow } from './unmatched-values.ts';

/** How two versions differ by their records. */
export interface RowDiff {
  readonly before: number;
  readonly after: number;
  /** Records that both have, equal in every byte. */
  readonly same: number;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** The column by which a changed row is known; null where its place tells. */
  readonly pairedBy: string | null;
  /** The same records in another order. */
  readonly reordered: boolean;
  /** Labels of changed rows that are not the same; the most frequent first. */
  readonly transitions: readonly LabelTransition[];
  readonly sources: readonly GroupChange[];
  readonly contributors: readonly GroupChange[];
  readonly examples: RowExamples;
}

/** The first rows of each kind; rows count from 1. */
export interface RowExamples {
  readonly added: readonly { readonly row: number; readonly values: RowValues }[];
  readonly removed: readonly { readonly row: number; readonly values: RowValues }[];
  readonly changed: readonly ChangedExample[];
}

export interface ChangedExample {
  readonly rowBefore: number;
  readonly rowAfter: number;
  /** Only columns whose values differ; null where a row has none. */
  readonly columns: Readonly<
    Record<string, readonly [before: string | null, after: string | null]>
  >;
}

/** A version whose records are known. */
export interface ComparedVersion extends KnownVersion {
  readonly records: RecordCommitment;
}

export interface RowDiffOptions {
  readonly roles: RequestedRoles;
  /** Do not read rows: counts alone, from the digests. */
  readonly countsOnly: boolean;
  /** How many examples of each kind. */
  readonly examples: number;
}

/**
 * Compares two versions by their records. What was added and removed follows from the digests alone; rows
 * are read for ids, labels, groups and examples, of the rows that differ only.
 *
 * @throws CredenceError `INTEGRITY_FAILED` where data or digests are not what a manifest says
 */
export async function diffRows(
  workspace: Workspace,
  [before, after]: readonly [ComparedVersion, ComparedVersion],
  options: RowDiffOptions,
): Promise<RowDiff> {
  const unmatched = await matchDigests(before.records, after.records, workspace);
  const { removed, added } = unmatched;
  const comparison = new RowComparison(unmatched, options);
  const differs = removed.count + added.count > 0;
  if (differs && !options.countsOnly) {
    const { roles } = options;
    if (removed.count > 0)
      await readUnmatched(
        workspace,
        { manifest: before.manifest, rows: removed, roles },
        (row, { id }) => comparison.takeOld(row, id),
      );
    if (added.count > 0)
      await readUnmatched(
        workspace,
        { manifest: after.manifest, rows: added, roles },
        (row, { id }) => comparison.takeNew(row, id),
      );
  }
  return {
    before: before.records.count,
    after: after.records.count,
    same: before.records.count - removed.count,
    reordered: !differs && before.records.root !== after.records.root,
    ...comparison.result(),
  };
}

class RowComparison {
  readonly #unmatched: UnmatchedRows;
  readonly #options: RowDiffOptions;
  readonly #places: Int32Array;
  /** The old rows by their ids; null until a version is known to have any. */
  #ids: DigestTable | null = null;
  #idColumn: string | null = null;
  #byId = true;
  readonly #labels: Transitions;
  readonly #sources = new GroupChanges();
  readonly #contributors = new GroupChanges();
  readonly #old = new Map<number, UnmatchedRow>();
  readonly #pairedOld = new Set<number>();
  readonly #addedExamples: UnmatchedRow[] = [];
  readonly #changedExamples: ChangedExample[] = [];
  #changed = 0;

  constructor(unmatched: UnmatchedRows, options: RowDiffOptions) {
    this.#unmatched = unmatched;
    this.#options = options;
    this.#places = pairByPlace(unmatched);
    this.#labels = new Transitions(unmatched.removed.count);
  }

  takeOld(row: UnmatchedRow, idColumn: string | null): void {
    this.#idColumn = idColumn;
    if (row.id !== null && this.#unmatched.added.count > 0) {
      this.#ids ??= new DigestTable(this.#unmatched.removed.count);
      this.#ids.add(idHash(row.id), 0, row.index);
    }
    this.#labels.addOld(row.index, row.label);
    this.#sources.remove(row.source);
    this.#contributors.remove(row.contributor);
    if (row.values !== null) this.#old.set(row.index, row);
  }

  takeNew(row: UnmatchedRow, idColumn: string | null): void {
    this.#byId = this.#ids !== null && idColumn !== null && idColumn === this.#idColumn;
    this.#sources.add(row.source);
    this.#contributors.add(row.contributor);
    const partner = this.#byId ? this.#withId(row.id) : this.#inPlace(row.index);
    if (partner === null) {
      if (this.#addedExamples.length < this.#options.examples) this.#addedExamples.push(row);
      return;
    }
    this.#changed += 1;
    if (this.#old.has(partner)) this.#pairedOld.add(partner);
    this.#labels.pair(partner, row.label);
    this.#keepChanged(this.#old.get(partner), row);
  }

  result(): Omit<RowDiff, 'before' | 'after' | 'same' | 'reordered'> {
    const { removed, added } = this.#unmatched;
    const countsOnly = this.#options.countsOnly;
    const changed = countsOnly
      ? this.#places.reduce((sum, one) => sum + (one < 0 ? 0 : 1), 0)
      : this.#changed;
    return {
      added: added.count - changed,
      removed: removed.count - changed,
      changed,
      pairedBy: this.#byId && !countsOnly ? this.#idColumn : null,
      transitions: this.#labels.list(),
      sources: this.#sources.list(),
      contributors: this.#contributors.list(),
      examples: {
        added: this.#addedExamples.map(shownRow),
        removed: [...this.#old.values()]
          .filter(({ index }) => !this.#pairedOld.has(index))
          .slice(0, this.#options.examples)
          .map(shownRow),
        changed: this.#changedExamples,
      },
    };
  }

  #withId(id: Buffer | null): number | null {
    return id === null || this.#ids === null ? null : this.#ids.take(idHash(id), 0);
  }

  #inPlace(index: number): number | null {
    const partner = this.#places[index] ?? -1;
    return partner < 0 ? null : partner;
  }

  #keepChanged(old: UnmatchedRow | undefined, now: UnmatchedRow): void {
    if (this.#changedExamples.length >= this.#options.examples) return;
    const before = old?.values ?? null;
    const after = now.values;
    if (old === undefined || before === null || after === null) return;
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    this.#changedExamples.push({
      rowBefore: old.row + 1,
      rowAfter: now.row + 1,
      columns: Object.fromEntries(
        names
          .filter((name) => before[name] !== after[name])
          .map((name) => [name, [before[name] ?? null, after[name] ?? null] as const]),
      ),
    });
  }
}

function shownRow({ row, values }: UnmatchedRow): { row: number; values: RowValues } {
  return { row: row + 1, values: values ?? {} };
}

function idHash(id: Buffer): Buffer {
  return hash('sha256', id, 'buffer');
}
