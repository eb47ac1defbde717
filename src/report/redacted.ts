import type { Finding, Plot } from '../findings/finding.ts';
import type { Pattern } from '../findings/pattern.ts';
import type { ScanReport } from '../findings/scan-report.ts';
import { describePattern } from './pattern-text.ts';

const WITHHELD = 'withheld';
const WITHHELD_NAME = /^name \d+, withheld$/;
const NOTE =
  'Redacted: no record is quoted, and names of sources and contributors are left out; positions and patterns remain.';

/**
 * A report that shows no data text: only positions, digests, counts, labels and the patterns
 * themselves. Quoted records and templates go; in sentences, whatever stands in quotation marks
 * goes unless it is a label or the pattern; names of sources and contributors are numbered.
 */
export function redactReport(report: ScanReport): ScanReport {
  const labels = new Set(report.dataset.labels.map(({ label }) => label));
  return {
    ...report,
    rules: report.rules.map((rule) => ({ ...rule, reason: withoutQuotes(rule.reason, labels) })),
    dataset: {
      ...report.dataset,
      badRows: report.dataset.badRows.map((row) => ({
        ...row,
        reason: withoutQuotes(row.reason, labels),
      })),
      roles: report.dataset.roles.map((role) => ({
        ...role,
        reason: withoutQuotes(role.reason, labels),
      })),
    },
    findings: report.findings.map((finding) => redactFinding(finding, labels)),
    quality: report.quality.map((finding) => redactFinding(finding, labels)),
    checks: report.checks.map((check) => ({
      ...check,
      note: withoutQuotes(check.note, labels),
      misses: withoutQuotes(check.misses, labels),
    })),
    limits: [
      ...report.limits
        .filter((limit) => limit !== NOTE)
        .map((limit) => withoutQuotes(limit, labels)),
      NOTE,
    ],
  };
}

function redactFinding(finding: Finding, labels: ReadonlySet<string>): Finding {
  const { evidence } = finding;
  const pattern = redactPattern(finding.pattern);
  const kept = new Set([...labels, ...patternWords(finding.pattern)]);
  if (finding.outcome !== null) kept.add(finding.outcome);
  const names = withheldNames(evidence.plots, kept);
  const clean = (text: string) => withoutNames(withoutQuotes(text, kept), names);
  return {
    ...finding,
    pattern,
    summary: finding.pattern.kind === 'copies' ? copiesSummary(finding) : clean(finding.summary),
    counterEvidence: clean(finding.counterEvidence),
    grounds: finding.grounds.map(clean),
    suggestedAction: clean(finding.suggestedAction),
    evidence: {
      ...evidence,
      nullHypothesis: clean(evidence.nullHypothesis),
      plots: evidence.plots.map((plot) => ({
        ...redactPlot(plot, names),
        title: clean(plot.title),
      })),
      examples: [],
    },
    alsoSeenAs: finding.alsoSeenAs.map(redactPattern),
  };
}

function redactPattern(pattern: Pattern): Pattern {
  return pattern.kind === 'copies' ? { ...pattern, template: '' } : pattern;
}

function copiesSummary(finding: Finding): string {
  return `${finding.records.total} records are ${describePattern(redactPattern(finding.pattern))}.`;
}

/** Texts of a pattern that a sentence may quote. */
function patternWords(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case 'word-sequence':
      return [pattern.words.join(' '), ...pattern.words];
    case 'word-set':
      return [...pattern.words];
    case 'character-sequence':
      return [pattern.text];
    case 'style':
      return pattern.elements;
    case 'skeleton':
      return [pattern.elements.join(' ')];
    case 'shape':
      return [pattern.property, pattern.value];
    case 'field-values':
      return pattern.fields.flatMap(({ field, value }) => [field, value]);
    case 'hidden-characters':
      return [pattern.family];
    case 'copies':
      return [];
    case 'code-weakness':
      return [pattern.weakness, pattern.cwe];
    case 'column':
      return [pattern.column, pattern.problem];
  }
}

function withheldNames(
  plots: readonly Plot[],
  kept: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const plot of plots) {
    if (plot.kind !== 'mix') continue;
    for (const { category } of plot.rows) {
      if (!kept.has(category) && !names.has(category) && !WITHHELD_NAME.test(category)) {
        names.set(category, `name ${names.size + 1}, ${WITHHELD}`);
      }
    }
  }
  return names;
}

function redactPlot(plot: Plot, names: ReadonlyMap<string, string>): Plot {
  if (plot.kind !== 'mix') return plot;
  const rows = plot.rows.map((row) => ({
    ...row,
    category: names.get(row.category) ?? row.category,
  }));
  return { ...plot, rows };
}

/** Names stand in sentences without quotes too; very short ones would hit ordinary words. */
function withoutNames(text: string, names: ReadonlyMap<string, string>): string {
  let clean = text;
  for (const [name, replacement] of names) {
    if (name.length >= 3) clean = clean.replaceAll(name, `(${replacement})`);
  }
  return clean;
}

/**
 * Leaves out quoted text. Data may hold quotation marks itself, so everything from the first
 * quote that may not stay to the last mark of the sentence goes.
 */
function withoutQuotes(text: string, kept: ReadonlySet<string>): string {
  for (const quote of text.matchAll(/“([^”]*)(?:”|$)|"([^"]*)(?:"|$)/g)) {
    if (kept.has(quote[1] ?? quote[2] ?? '')) continue;
    const closing = Math.max(text.lastIndexOf('”'), text.lastIndexOf('"'));
    const last = closing > quote.index ? closing : text.length;
    return `${text.slice(0, quote.index)}(${WITHHELD})${text.slice(last + 1)}`;
  }
  return text;
}
