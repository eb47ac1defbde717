import { realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { InspectedFile } from '../inspect-tree.ts';
import type { Companion } from '../inspection.ts';
import { problem } from '../problem.ts';
import { companionFault } from './companion-ranges.ts';
import { isWithin, linkBounds } from './folder-bounds.ts';
import { unscannableProblem } from './folder-walk.ts';
import type { FoundFile, Unscannable } from './found-file.ts';

/** A file that was found, and what was seen in it. */
export interface InspectedPath {
  readonly found: FoundFile;
  readonly file: InspectedFile;
}

/** Files that models name beside them and that were not among those to scan. */
export interface MissingCompanions {
  readonly files: readonly FoundFile[];
  readonly unscannable: readonly Unscannable[];
}

/** The neighbours that models name, where they have not been looked at yet. */
export function missingCompanions(inspected: readonly InspectedPath[]): MissingCompanions {
  const known = new Set(inspected.map(({ found }) => found.real));
  const files = new Map<string, FoundFile>();
  const unscannable: Unscannable[] = [];
  for (const { found, companion } of companionsOf(inspected)) {
    const path = resolve(dirname(found.path), companion.path);
    const real = realOf(found, companion);
    if (real === undefined) {
      const summary = `It is named by ${found.path} and is not beside it, or leads out of its folder.`;
      unscannable.push({ path, problem: unscannableProblem('scan.missing-companion', summary) });
    } else if (!known.has(real)) files.set(real, { path, real });
  }
  return { files: [...files.values()], unscannable };
}

/**
 * Bytes that mean nothing by themselves, and that models beside them explain from the first to the
 * last, are explained; whatever else their content is stays as it was judged.
 */
export function explainCompanions(inspected: readonly InspectedPath[]): readonly InspectedFile[] {
  const ranges = new Map<string, Companion['ranges'][number][]>();
  for (const { found, companion } of companionsOf(inspected)) {
    const real = realOf(found, companion);
    if (real === undefined) continue;
    ranges.set(real, [...(ranges.get(real) ?? []), ...companion.ranges]);
  }
  return inspected.map(({ found, file }) => {
    const described = ranges.get(found.real);
    return described === undefined || file.format !== 'unknown' ? file : explained(file, described);
  });
}

function explained(file: InspectedFile, ranges: Companion['ranges']): InspectedFile {
  const others = file.problems.filter(({ rule }) => rule !== 'scan.unknown-format');
  const fault = companionFault(ranges, file.bytes);
  if (fault === undefined) return { ...file, format: 'tensor-data', problems: others };
  const found = problem('fail', {
    rule: 'scan.hidden-bytes',
    severity: 'high',
    summary: `The file holds raw data, and ${fault}.`,
    action: 'Have its publisher write model and data anew, so that they belong together.',
  });
  return { ...file, problems: [...others, found] };
}

function companionsOf(
  inspected: readonly InspectedPath[],
): readonly { readonly found: FoundFile; readonly companion: Companion }[] {
  return inspected.flatMap(({ found, file }) =>
    file.companions.map((companion) => ({ found, companion })),
  );
}

/** Where a companion really lies; undefined where it is not there, or not in the model's folder. */
function realOf(found: FoundFile, { path }: Companion): string | undefined {
  const beside = resolve(dirname(found.path), path);
  if (statSync(beside, { throwIfNoEntry: false }) === undefined) return undefined;
  const real = realpathSync(beside);
  const folder = realpathSync(dirname(found.path));
  return isWithin(real, linkBounds(folder)) ? real : undefined;
}
