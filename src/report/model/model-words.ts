import type {
  ModelFileFinding,
  ModelFileReport,
  ModelScanReport,
} from '../../findings/model-file-report.ts';
import type { Verdict } from '../../findings/verdict.ts';
import { nameText } from '../finding-words.ts';
import { counted, countText } from '../number-text.ts';
import type { VerdictWords } from '../verdict-words.ts';

/** Every verdict in the order in which a reader needs them. */
export const BY_URGENCY: readonly Verdict[] = ['fail', 'inconclusive', 'held', 'pass'];

/** What a verdict on a file asks of its reader. */
export const VERDICT_TITLES: Readonly<Record<Verdict, string>> = {
  fail: 'Must not be loaded',
  inconclusive: 'Not looked at whole',
  held: 'A person must decide',
  pass: 'Explained to the byte',
};

/** The verdict as people read it, the same in every rendering. */
export function modelVerdictWords(report: ModelScanReport): VerdictWords {
  const { files, policy, verdict } = report;
  const count = filesWith(report, verdict).length;
  const share =
    files.length === 1 ? 'This file' : `${countText(count)} of ${counted(files.length, 'file')}`;
  switch (verdict) {
    case 'fail':
      return {
        headline: `${share} must not be loaded`,
        explanation: `Loading would do what policy ${nameText(policy.name)} does not allow, or the bytes are broken, ambiguous or hide something. The rule and the place of each are below.`,
      };
    case 'held':
      return {
        headline: `${share} ${count === 1 ? 'waits' : 'wait'} for a person to decide`,
        explanation:
          'Nothing in them is known to be harmful, and something in them only a person can judge. How to approve a file by its digest is below.',
      };
    case 'inconclusive':
      return files.length === 0
        ? { headline: 'There was no file to look at', explanation: NEVER_CLEAN }
        : {
            headline: `${share} ${count === 1 ? 'was' : 'were'} not looked at whole`,
            explanation: NEVER_CLEAN,
          };
    case 'pass':
      return {
        headline:
          files.length === 1
            ? 'This file may be loaded'
            : `All ${counted(files.length, 'file')} may be loaded`,
        explanation: `Every byte is explained, and loading does nothing beyond policy ${nameText(policy.name)}.`,
      };
  }
}

const NEVER_CLEAN = 'What was not looked at is never counted as clean.';

export function filesWith(report: ModelScanReport, verdict: Verdict): readonly ModelFileReport[] {
  return report.files.filter((file) => file.verdict === verdict);
}

/** A file's path with the members that lead to a place in it. */
export function placeText(path: string, trail: readonly string[]): string {
  return [path, ...trail].map(nameText).join(' › ');
}

/** Where in the bytes: `at byte 48 (0x30)`; nothing for a fact without a place. */
export function offsetText({ offset }: ModelFileFinding): string {
  return offset === null ? '' : `at byte ${countText(offset)} (0x${offset.toString(16)})`;
}

/** How many files of each format there are: `8 onnx, 3 torch-zip`. */
export function formatCounts(files: readonly ModelFileReport[]): string {
  const counts = new Map<string, number>();
  for (const { format } of files) counts.set(format, (counts.get(format) ?? 0) + 1);
  return [...counts]
    .sort(([name, count], [other, otherCount]) => otherCount - count || (name < other ? -1 : 1))
    .map(([format, count]) => `${countText(count)} ${nameText(format)}`)
    .join(', ');
}
