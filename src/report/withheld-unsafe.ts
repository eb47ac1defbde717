import type { Example, Finding, Plot } from '../findings/finding.ts';
import type { Pattern } from '../findings/pattern.ts';
import type { ScanReport } from '../findings/scan-report.ts';
import { maskAbuse, mayBeDangerous } from './unsafe-text.ts';

const WITHHELD = '(withheld: it may be dangerous in itself; --show-unsafe shows it)';
const NOTE =
  'Text that is abusive or dangerous in itself is masked or withheld in this report; --show-unsafe shows it.';

/**
 * A report that nobody is hurt by reading: abusive words are dots but for their first letter, and
 * quoted text that may teach something dangerous is withheld. Fingerprints, positions and digests stay
 * as they are, so that decisions and rows can be followed up.
 */
export function withholdUnsafe(report: ScanReport): ScanReport {
  const safe: ScanReport = {
    ...report,
    dataset: {
      ...report.dataset,
      labels: report.dataset.labels.map((one) => ({ ...one, label: safeText(one.label) })),
    },
    findings: report.findings.map(safeFinding),
    quality: report.quality.map(safeFinding),
  };
  const changed = JSON.stringify(safe) !== JSON.stringify(report);
  return changed ? { ...safe, limits: [...report.limits, NOTE] } : report;
}

function safeFinding(finding: Finding): Finding {
  const { evidence } = finding;
  return {
    ...finding,
    pattern: safePattern(finding.pattern),
    outcome: finding.outcome === null ? null : safeText(finding.outcome),
    summary: safeText(finding.summary),
    grounds: finding.grounds.map(maskAbuse),
    counterEvidence: maskAbuse(finding.counterEvidence),
    suggestedAction: maskAbuse(finding.suggestedAction),
    alsoSeenAs: finding.alsoSeenAs.map(safePattern),
    evidence: {
      ...evidence,
      plots: evidence.plots.map(safePlot),
      examples: evidence.examples.map(safeExample),
    },
  };
}

function safeExample(example: Example): Example {
  const { text, response, label } = example;
  const dangerous = mayBeDangerous(text) || mayBeDangerous(response ?? '');
  return {
    ...example,
    text: dangerous ? WITHHELD : maskAbuse(text),
    spans: dangerous ? [] : example.spans,
    label: label === null ? null : safeText(label),
    ...(response === undefined ? {} : { response: dangerous ? WITHHELD : maskAbuse(response) }),
  };
}

function safePlot(plot: Plot): Plot {
  const title = safeText(plot.title);
  if (plot.kind !== 'mix') return { ...plot, title };
  const rows = plot.rows.map((row) => ({ ...row, category: safeText(row.category) }));
  return { ...plot, title, rows };
}

function safePattern(pattern: Pattern): Pattern {
  switch (pattern.kind) {
    case 'word-sequence':
    case 'word-set':
      return { ...pattern, words: pattern.words.map(maskAbuse) };
    case 'style':
    case 'skeleton':
      return { ...pattern, elements: pattern.elements.map(maskAbuse) };
    case 'character-sequence':
      return { ...pattern, text: maskAbuse(pattern.text) };
    case 'copies':
      return { ...pattern, template: safeText(pattern.template) };
    default:
      return pattern;
  }
}

function safeText(text: string): string {
  return mayBeDangerous(text) ? WITHHELD : maskAbuse(text);
}
