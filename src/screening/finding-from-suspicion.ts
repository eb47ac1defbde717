import { canonicalJson } from '../core/canonical-json.ts';
import { digestOf } from '../core/digest.ts';
import type { ColumnDistribution } from '../engine/operations/columns.ts';
import type { Engine } from '../engine/operations/engine.ts';
import type { QuotedRecord } from '../engine/operations/records.ts';
import type { Example, Finding, Plot } from '../findings/finding.ts';
import { matchPattern } from '../findings/match-pattern.ts';
import { referencesFor } from '../findings/references.ts';
import { type Decision, decisionFor } from './decisions.ts';
import type { Detector, Suspicion } from './detector.ts';

const MOST_EXAMPLES = 5;
const MOST_REFERENCES = 1000;
const WINDOW = 400;

export interface FindingContext {
  readonly engine: Engine;
  readonly detector: Detector;
  readonly decisions: readonly Decision[];
  readonly today: string;
}

/** Names, quotes and plots a suspicion, and applies what a person has decided about it. */
export async function findingFrom(
  suspicion: Suspicion,
  { engine, detector, decisions, today }: FindingContext,
): Promise<Finding> {
  const {
    attackClass,
    pattern,
    identity,
    ladder,
    severity,
    outcome,
    evidence,
    summary,
    counterEvidence,
    grounds,
    suggestedAction,
    alsoSeenAs,
    positions,
    risk,
  } = suspicion;
  const fingerprint = digestOf(canonicalJson({ check: detector.id, pattern, outcome, identity }));
  const strongest = [...positions.keys()]
    .sort((a, b) => (risk[b] as number) - (risk[a] as number) || a - b)
    .slice(0, MOST_EXAMPLES);
  const quoted = await engine.quote(strongest.map((at) => positions[at] as number));
  return {
    id: `${detector.prefix}-${fingerprint.slice('sha256:'.length, 'sha256:'.length + 8)}`,
    fingerprint,
    check: { id: detector.id, version: detector.version },
    attackClass,
    pattern,
    ladder,
    severity,
    outcome,
    evidence: {
      ...evidence,
      plots: await plotsOf(engine, suspicion),
      examples: quoted.map((record) => exampleOf(record, suspicion)),
    },
    summary,
    counterEvidence,
    grounds,
    suggestedAction,
    references: referencesFor(attackClass),
    records: {
      total: positions.length,
      first: await engine.references(positions, MOST_REFERENCES),
    },
    alsoSeenAs,
    decision: decisionFor(decisions, fingerprint, today),
  };
}

/** A window of the text around the first match, with the matches marked. */
function exampleOf(record: QuotedRecord, { pattern }: Suspicion): Example {
  const spans = matchPattern(pattern, record.text);
  const first = spans[0]?.start ?? 0;
  const start = record.text.length <= WINDOW ? 0 : Math.max(0, first - WINDOW / 2);
  const end = Math.min(record.text.length, start + WINDOW);
  const { response } = record;
  return {
    ...record,
    ...(response === undefined ? {} : { response: response.slice(0, WINDOW) }),
    text: record.text.slice(start, end),
    spans: spans
      .filter((span) => span.start >= start && span.end <= end)
      .map((span) => ({ start: span.start - start, end: span.end - start })),
    shortened: end - start < record.text.length,
  };
}

async function plotsOf(
  engine: Engine,
  { evidence, positions, outcome }: Suspicion,
): Promise<Plot[]> {
  const { withOutcome, expected, deviation } = evidence.counts;
  const excess: Plot[] =
    withOutcome === undefined || expected === undefined
      ? []
      : [
          {
            kind: 'observed-expected',
            title: `Records labelled “${outcome ?? ''}”`,
            observed: withOutcome,
            expected,
            standardDeviation: deviation ?? 0,
            unit: 'records',
          },
        ];
  if (positions.length === 0) return excess;
  return [...excess, ...(await engine.distribution(positions)).map(plotOf)];
}

function plotOf({ column, role, values }: ColumnDistribution): Plot {
  if (role === 'time') {
    return {
      kind: 'timeline',
      title: `When: ${column}`,
      from: values[0]?.value ?? '',
      to: values.at(-1)?.value ?? '',
      counts: values.map(({ found }) => found),
    };
  }
  return {
    kind: 'mix',
    title: role === 'label' ? 'Labels' : column,
    rows: values.map(({ value, found, all }) => ({ category: value ?? 'all others', found, all })),
  };
}
