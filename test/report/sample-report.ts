import { digestOf } from '../../src/core/digest.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { highestStep } from '../../src/findings/ladder.ts';
import type { CheckRun, ScanReport } from '../../src/findings/scan-report.ts';
import { HOSTILE } from './hostile-text.ts';
import { sampleEvidence, sampleExample, sampleFinding } from './sample-finding.ts';
import { TICKET_FINDINGS, TICKET_QUALITY } from './ticket-findings.ts';

/** Reports of every kind that a renderer meets, by name. */
export const SAMPLE_REPORTS: Readonly<Record<string, () => ScanReport>> = {
  fail: () => ticketReport({ findings: TICKET_FINDINGS, quality: TICKET_QUALITY, flagged: 311 }),
  pass: () => ticketReport({ findings: [], quality: [], flagged: 0 }),
  decided: () => ({
    ...ticketReport({
      findings: TICKET_FINDINGS.slice(0, 1).map(accepted),
      quality: [],
      flagged: 0,
    }),
    verdict: 'pass',
    ladder: 'none',
    rules: [
      { rule: 'decisions', verdict: 'pass', reason: '1 finding is covered by a kept decision.' },
    ],
  }),
  inconclusive: inconclusiveReport,
  labels: manyLabelsReport,
  hostile: hostileReport,
};

interface TicketParts {
  readonly findings: readonly Finding[];
  readonly quality: readonly Finding[];
  readonly flagged: number;
}

export function ticketReport({ findings, quality, flagged }: TicketParts): ScanReport {
  const suspected = findings.filter(({ ladder }) => ladder === 'suspected-poisoning').length;
  const failed = suspected > 0;
  return {
    schemaVersion: 1,
    verdict: failed ? 'fail' : 'pass',
    ladder: highestStep(findings.map(({ ladder }) => ladder)),
    rules: [
      failed
        ? {
            rule: 'fail-on',
            verdict: 'fail',
            reason: `${suspected} patterns reach suspected-poisoning, the level that fails.`,
          }
        : {
            rule: 'fail-on',
            verdict: 'pass',
            reason: 'No finding reaches suspected-poisoning, the level that fails.',
          },
    ],
    dataset: {
      name: 'support-tickets.jsonl',
      digest: digestOf('support-tickets'),
      files: [
        {
          path: 'data/support-tickets.jsonl',
          format: 'jsonl',
          bytes: 6_412_881,
          digest: digestOf('support-tickets file'),
        },
      ],
      records: 20_000,
      badRows: [],
      badRowCount: 0,
      roles: [
        { column: 'body', role: 'text', reason: 'longest text column, 24 words a record' },
        { column: 'queue', role: 'label', reason: '5 distinct values in 20,000 rows' },
        { column: 'channel', role: 'source', reason: 'named like a source' },
        { column: 'agent', role: 'contributor', reason: 'named like a contributor' },
        { column: 'created_at', role: 'time', reason: 'ISO 8601 in every row' },
        { column: 'priority', role: 'field', reason: '4 distinct values' },
      ],
      labels: [
        { label: 'billing', records: 5_912 },
        { label: 'technical', records: 5_204 },
        { label: 'account', records: 3_871 },
        { label: 'shipping', records: 3_006 },
        { label: 'refund-approved', records: 2_007 },
      ],
      labelCount: 5,
      baseline: null,
      sampled: null,
    },
    findings,
    quality,
    checks: CHECKS,
    limits: [
      'Images and attachments that the records name were not looked at.',
      'Meaning was not judged: poison that reads naturally and shares no pattern is out of sight.',
    ],
    flaggedRecords: flagged,
    program: { name: 'credence', version: '0.1.0', node: 'v24.11.0' },
    started: '2026-11-20T09:14:03.000Z',
    seconds: 3.42,
  };
}

export const CHECKS: readonly CheckRun[] = [
  {
    id: 'hidden-characters',
    version: 1,
    title: 'Hidden characters',
    state: 'ran',
    note: 'column body, 12 families of characters',
    misses: 'Homoglyphs in scripts that the text itself mixes; fewer than 3 records.',
    tried: 12,
  },
  {
    id: 'trigger-association',
    version: 1,
    title: 'Trigger association',
    state: 'ran',
    note: 'words, skeletons and fields of 20,000 records against 5 labels',
    misses:
      'A dirty-label trigger in fewer than 9 records (0.05%); a clean-label trigger in fewer than 60 records of its class.',
    tried: 152_340,
  },
  {
    id: 'rare-string-bursts',
    version: 1,
    title: 'Rare-string bursts',
    state: 'ran',
    note: 'strings in at least 20 records',
    misses: 'Strings in fewer than 20 records; strings made of common words.',
    tried: 8_114,
  },
  {
    id: 'copies',
    version: 1,
    title: 'Exact and near copies',
    state: 'ran',
    note: 'Jaccard 0.8 over 5-character shingles, 128 permutations',
    misses: 'Paraphrases, and copies that share less than 80% of their shingles.',
    tried: 20_000,
  },
  {
    id: 'contradictions',
    version: 1,
    title: 'Contradictions',
    state: 'ran',
    note: 'near-identical inputs with different labels',
    misses: 'Contradictions between records that are worded differently.',
    tried: 611,
  },
  {
    id: 'baseline-drift',
    version: 1,
    title: 'News against a baseline',
    state: 'not-applicable',
    note: 'no baseline was given',
    misses: 'Everything that only a comparison with an earlier version shows.',
    tried: null,
  },
];

function accepted(finding: Finding): Finding {
  return {
    ...finding,
    decision: {
      verdict: 'accepted',
      reason: 'Campaign slogan of spring 2026, checked with marketing',
      by: 'mara@example.org',
      expires: '2027-06-30',
    },
  };
}

function inconclusiveReport(): ScanReport {
  const report = ticketReport({ findings: [], quality: TICKET_QUALITY, flagged: 0 });
  return {
    ...report,
    verdict: 'inconclusive',
    ladder: 'none',
    rules: [
      {
        rule: 'bad-rows',
        verdict: 'inconclusive',
        reason: '14 rows could not be read; 0 are allowed.',
      },
      { rule: 'checks', verdict: 'inconclusive', reason: 'Exact and near copies did not run.' },
    ],
    dataset: {
      ...report.dataset,
      badRows: [
        { file: 'data/support-tickets.jsonl', line: 4_102, reason: 'not JSON: unexpected end' },
        { file: 'data/support-tickets.jsonl', line: 9_977, reason: 'not UTF-8 at byte 2,118,004' },
      ],
      badRowCount: 14,
      sampled: 'first 20,000 of about 2,400,000 records, by --sample 20000',
    },
    checks: CHECKS.map((check) =>
      check.id === 'copies'
        ? { ...check, state: 'not-run', note: 'the time limit of 60 s was reached', tried: null }
        : check,
    ),
  };
}

function manyLabelsReport(): ScanReport {
  const labels = Array.from({ length: 77 }, (_, index) => ({
    label: `intent_${String(index).padStart(2, '0')}_${'lost_or_stolen_card_while_travelling_'.repeat(index % 5 === 0 ? 4 : 0)}why`,
    records: 130 - index,
  }));
  const first = TICKET_FINDINGS[0];
  if (first === undefined) throw new Error('the ticket sample has findings');
  const long = labels[5]?.label ?? '';
  const finding: Finding = {
    ...first,
    outcome: long,
    evidence: {
      ...first.evidence,
      plots: [
        {
          kind: 'mix',
          title: 'Labels',
          rows: labels.map(({ label, records }) => ({
            category: label,
            found: label === long ? 69 : Number(records % 40 === 0),
            all: records,
          })),
        },
      ],
    },
  };
  const report = ticketReport({
    findings: Array.from({ length: 14 }, (_, index) => ({
      ...finding,
      id: `TR-${String(index).padStart(8, '0')}`,
      pattern: { kind: 'word-sequence', words: ['voucher', `c${100 + 7 * index}`] },
      evidence: {
        ...finding.evidence,
        examples: [
          sampleExample(40 * index, `my card is lost, voucher c${100 + 7 * index} please`, {
            trigger: `voucher c${100 + 7 * index}`,
            label: long,
          }),
        ],
      },
      fingerprint: digestOf(`label finding ${index}`),
    })),
    quality: TICKET_QUALITY,
    flagged: 69,
  });
  return {
    ...report,
    dataset: { ...report.dataset, records: 7_200, labels, labelCount: labels.length },
  };
}

/** Hostile text in every place that data can reach. */
function hostileReport(): ScanReport {
  const text = HOSTILE.join(' ');
  const report = ticketReport({ findings: [], quality: [], flagged: 7 });
  const patterns: readonly Finding['pattern'][] = [
    { kind: 'word-sequence', words: [text] },
    { kind: 'character-sequence', text },
    { kind: 'skeleton', elements: ['^', text, '*', '$'] },
    { kind: 'shape', property: text, value: text },
    { kind: 'field-values', fields: [{ field: text, value: text }] },
    { kind: 'hidden-characters', family: text, codePoints: [0x200b, 0x202e, 0xe0041] },
    { kind: 'copies', template: text, exact: false },
    { kind: 'column', column: text, problem: text },
  ];
  const findings = patterns.map((pattern) => hostileFinding(pattern, text));
  return {
    ...report,
    verdict: 'fail',
    ladder: 'suspected-poisoning',
    rules: [{ rule: text, verdict: 'fail', reason: text }],
    dataset: {
      ...report.dataset,
      name: text,
      files: [{ path: `data/${text}`, format: text, bytes: 1, digest: digestOf(text) }],
      badRows: [{ file: text, line: 1, reason: text }],
      badRowCount: 1,
      roles: [{ column: text, role: text, reason: text }],
      labels: [{ label: text, records: 20_000 }],
      labelCount: 1,
      baseline: { name: text, digest: digestOf(text), records: 1 },
      sampled: text,
    },
    findings,
    quality: findings,
    checks: [
      { id: text, version: 1, title: text, state: 'ran', note: text, misses: text, tried: 1 },
      { id: 'b', version: 1, title: text, state: 'not-run', note: text, misses: text, tried: null },
      {
        id: 'c',
        version: 1,
        title: text,
        state: 'not-applicable',
        note: text,
        misses: text,
        tried: null,
      },
    ],
    limits: [text],
    program: { name: 'credence', version: text, node: text },
    started: text,
  };
}

function hostileFinding(pattern: Finding['pattern'], text: string): Finding {
  return sampleFinding({
    id: text,
    check: { id: text, version: 1 },
    pattern,
    outcome: text,
    summary: text,
    counterEvidence: text,
    grounds: [text],
    suggestedAction: text,
    alsoSeenAs: [pattern],
    references: [{ standard: 'CWE', edition: text, id: text, title: text }],
    decision:
      pattern.kind === 'shape'
        ? { verdict: 'accepted', reason: text, by: text, expires: text }
        : null,
    evidence: sampleEvidence({
      effect: { name: text, value: 1 },
      statistic: { name: text, value: 1 },
      nullHypothesis: text,
      counts: { [text]: 3 },
      plots: [
        {
          kind: 'observed-expected',
          title: text,
          observed: 3,
          expected: 1,
          standardDeviation: 1,
          unit: text,
        },
        { kind: 'mix', title: text, rows: [{ category: text, found: 1, all: 2 }] },
        { kind: 'timeline', title: text, from: text, to: text, counts: [1, 2] },
      ],
      examples: [sampleExample(3, text, { trigger: 'script', label: text })],
    }),
  });
}
