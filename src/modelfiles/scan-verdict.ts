import type { ModelFileReport } from '../findings/model-file-report.ts';
import type { DecidingRule, Verdict } from '../findings/verdict.ts';

/** The strongest first. */
const VERDICTS: readonly Verdict[] = ['fail', 'inconclusive', 'held', 'pass'];

/** The verdict on a scan: that of the worst file, and inconclusive where there was none. */
export function scanVerdict(files: readonly ModelFileReport[]): {
  readonly verdict: Verdict;
  readonly rules: readonly DecidingRule[];
} {
  if (files.length === 0) {
    const reason = 'There was no file to look at.';
    return {
      verdict: 'inconclusive',
      rules: [{ rule: 'nothing-matched', verdict: 'inconclusive', reason }],
    };
  }
  const rules = VERDICTS.flatMap((verdict) =>
    rulesOf(
      verdict,
      files.filter((file) => file.verdict === verdict),
    ),
  );
  return { verdict: rules[0]?.verdict ?? 'inconclusive', rules };
}

/** One rule each, with the number of files that it decided, most first. */
function rulesOf(verdict: Verdict, files: readonly ModelFileReport[]): readonly DecidingRule[] {
  const counts = new Map<string, number>();
  for (const { rule } of files) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts]
    .sort(([rule, count], [other, otherCount]) => otherCount - count || (rule < other ? -1 : 1))
    .map(([rule, count]) => ({ rule, verdict, reason: reasonOf(verdict, count) }));
}

const REASONS: Readonly<Record<Verdict, readonly [one: string, many: string]>> = {
  fail: ['file must not be loaded', 'files must not be loaded'],
  inconclusive: ['file was not looked at whole', 'files were not looked at whole'],
  held: ['file waits for a person to decide', 'files wait for a person to decide'],
  pass: ['file is explained to the byte', 'files are explained to the byte'],
};

function reasonOf(verdict: Verdict, count: number): string {
  const [one, many] = REASONS[verdict];
  return `${count} ${count === 1 ? one : many}.`;
}
