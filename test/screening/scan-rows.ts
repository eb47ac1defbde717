import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../src/findings/finding.ts';
import { ladderRank } from '../../src/findings/ladder.ts';
import type { RequestedRoles } from '../../src/records/roles.ts';
import { type ScanOutcome, scan } from '../../src/screening/scan.ts';
import type { ScanRequest } from '../../src/screening/scan-request.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'screening-test-'));
process.once('exit', () => rmSync(FOLDER, { recursive: true, force: true }));

export const ROLES: RequestedRoles = {
  text: ['text'],
  label: ['label'],
  field: ['product', 'rating', 'region', 'lot'],
  source: ['shop'],
  contributor: ['author'],
  time: ['written'],
};

/** Writes rows as JSON lines, and returns the path of the file. */
export function writeRows(rows: readonly object[], name = 'reviews.jsonl'): string {
  const path = join(mkdtempSync(join(FOLDER, 'rows-')), name);
  writeFileSync(path, `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
  return path;
}

/** Scans rows through the public door, with the roles of the corpus. */
export function scanRows(
  rows: readonly object[],
  request: Partial<ScanRequest> = {},
): Promise<ScanOutcome> {
  return scan({ paths: [writeRows(rows)], roles: ROLES, ...request });
}

export function suspectedIn({ report }: ScanOutcome): Finding[] {
  return report.findings.filter(
    ({ ladder }) => ladderRank(ladder) >= ladderRank('suspected-poisoning'),
  );
}

/** Share of the planted records that are flagged, and of the others. */
export function flaggedShares(
  { scores }: ScanOutcome,
  planted: ReadonlySet<number>,
): { planted: number; others: number } {
  const flagged = [...scores.flagged.keys()].filter((at) => scores.flagged[at] === 1);
  const right = flagged.filter((at) => planted.has(at)).length;
  return {
    planted: right / planted.size,
    others: (flagged.length - right) / (scores.flagged.length - planted.size),
  };
}
