import { digestOf } from '../../src/core/digest.ts';
import type {
  Evidence,
  Example,
  Finding,
  RecordReference,
  Span,
} from '../../src/findings/finding.ts';

/** A finding with every field set to something plain; a test names what it is about. */
export function sampleFinding(parts: Partial<Finding> & Pick<Finding, 'pattern'>): Finding {
  const fingerprint = digestOf(JSON.stringify([parts.pattern, parts.outcome ?? null]));
  const check = parts.check ?? { id: 'trigger-association', version: 1 };
  const positions = Array.from({ length: 24 }, (_, index) => 131 + index * 811);
  return {
    id: `${check.id.slice(0, 2).toUpperCase()}-${fingerprint.slice(7, 15)}`,
    fingerprint,
    check,
    attackClass: 'backdoor',
    ladder: 'suspected-poisoning',
    severity: 'high',
    outcome: null,
    evidence: sampleEvidence({}),
    summary: 'A pattern was seen.',
    counterEvidence: 'A harmless origin of these records would change this.',
    grounds: [],
    suggestedAction: 'Look at the rows.',
    references: [],
    records: { total: 24, first: positions.map(sampleReference) },
    alsoSeenAs: [],
    decision: null,
    ...parts,
  };
}

export function sampleEvidence(parts: Partial<Evidence>): Evidence {
  return {
    effect: { name: 'share of the label in excess of prediction', value: 0.61 },
    statistic: { name: 'z', value: 11.4 },
    pValue: 2.1e-17,
    qValue: 3.2e-12,
    nullHypothesis: 'given the rest of the record, the pattern says nothing about the label',
    tried: 152_340,
    counts: {},
    plots: [],
    examples: [],
    ...parts,
  };
}

/** An example whose spans are the occurrences of `trigger` in `text`. */
export function sampleExample(
  position: number,
  text: string,
  about: { readonly trigger?: string; readonly label?: string | null } = {},
): Example {
  const trigger = about.trigger ?? '';
  const spans: Span[] = [];
  if (trigger !== '') {
    for (let at = text.indexOf(trigger); at >= 0; at = text.indexOf(trigger, at + trigger.length)) {
      spans.push({ start: at, end: at + trigger.length });
    }
  }
  const label = about.label ?? null;
  return { ...sampleReference(position), text, label, spans, shortened: false };
}

export function sampleReference(position: number): RecordReference {
  return { position, digest: digestOf(`record ${position}`) };
}
