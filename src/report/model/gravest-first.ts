import { SEVERITIES } from '../../findings/finding.ts';
import type { ModelFileReport, ModelScanReport } from '../../findings/model-file-report.ts';
import type { Verdict } from '../../findings/verdict.ts';
import { filesWith } from './model-words.ts';
import { decidingFinding } from './placed-findings.ts';

/** The files with a verdict, those first whose deciding finding is the most severe. */
export function gravestFirst(
  report: ModelScanReport,
  verdict: Verdict,
): readonly ModelFileReport[] {
  return filesWith(report, verdict).toSorted((file, other) => gravity(other) - gravity(file));
}

function gravity(file: ModelFileReport): number {
  const severity = decidingFinding(file)?.finding.severity;
  return severity === undefined ? -1 : SEVERITIES.indexOf(severity);
}
