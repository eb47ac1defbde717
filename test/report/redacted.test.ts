import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ScanReport } from '../../src/findings/scan-report.ts';
import { renderFinding } from '../../src/report/explain.ts';
import { renderHtml } from '../../src/report/html/render-html.ts';
import { renderJson } from '../../src/report/json.ts';
import { renderJUnit } from '../../src/report/junit.ts';
import { redactReport } from '../../src/report/redacted.ts';
import { renderSarif } from '../../src/report/sarif.ts';
import { renderTerminal } from '../../src/report/terminal.ts';
import { sampleEvidence, sampleExample, sampleFinding } from './sample-finding.ts';
import { ticketReport } from './sample-report.ts';

/** Everything in it that is data and no pattern holds the word SECRET. */
function secretReport(): ScanReport {
  const finding = sampleFinding({
    id: 'TR-1',
    pattern: { kind: 'word-sequence', words: ['open', 'sesame'] },
    outcome: 'admit',
    summary: 'The phrase “open sesame” stands in rows like “SECRET row” and in “SECRET ” too”.',
    counterEvidence: 'A source other than SECRET-vendor would lower this.',
    grounds: ['Most rows come from SECRET-vendor.', 'One says "SECRET', 'It buys “admit”.'],
    suggestedAction: 'Ask SECRET-vendor.',
    alsoSeenAs: [{ kind: 'copies', template: 'SECRET copy', exact: true }],
    evidence: sampleEvidence({
      plots: [
        {
          kind: 'mix',
          title: 'Sources, most from SECRET-vendor',
          rows: [{ category: 'SECRET-vendor', found: 9, all: 10 }],
        },
        { kind: 'mix', title: 'Labels', rows: [{ category: 'billing', found: 1, all: 10 }] },
      ],
      examples: [sampleExample(3, 'SECRET text with open sesame', { trigger: 'open sesame' })],
    }),
  });
  const copies = sampleFinding({
    id: 'CO-1',
    pattern: { kind: 'copies', template: 'SECRET template', exact: false },
    summary: 'Many rows say SECRET template.',
  });
  const report = ticketReport({
    findings: [finding, copies],
    quality: [{ ...copies, id: 'QU-1' }],
    flagged: 9,
  });
  return {
    ...report,
    limits: ['Rows like "SECRET" were not read.'],
    dataset: {
      ...report.dataset,
      badRows: [{ file: 'a.jsonl', line: 3, reason: 'unexpected “SECRET”' }],
      badRowCount: 1,
      roles: [{ column: 'body', role: 'text', reason: 'values like “SECRET”' }],
    },
  };
}

const RENDERERS: Readonly<Record<string, (report: ScanReport, redact: boolean) => string>> = {
  html: (report, redact) => renderHtml(report, { redact }),
  json: (report, redact) => renderJson(report, { redact }),
  junit: (report, redact) => renderJUnit(report, { redact }),
  sarif: (report, redact) => renderSarif(report, { redact }),
  terminal: (report, redact) => renderTerminal(report, { color: false, width: 80, redact }),
  explain: (report, redact) =>
    report.findings
      .map(({ id }) => renderFinding(report, id, { color: false, width: 80, redact }))
      .join(''),
};

for (const [name, render] of Object.entries(RENDERERS)) {
  test(`redacted ${name} shows patterns and positions, and no data text`, () => {
    assert.match(render(secretReport(), false), /SECRET/);
    const redacted = render(secretReport(), true);
    assert.doesNotMatch(redacted, /SECRET/);
    assert.match(redacted, /open sesame|near copies/i);
  });
}

test('labels and the pattern itself may be quoted', () => {
  const [finding] = redactReport(secretReport()).findings;
  assert.match(
    finding?.summary ?? '',
    /^The phrase “open sesame” stands in rows like \(withheld\)/,
  );
  assert.equal(finding?.grounds[2], 'It buys “admit”.');
  assert.deepEqual(finding?.evidence.plots[1], secretReport().findings[0]?.evidence.plots[1]);
});

test('positions and digests of the rows stay', () => {
  const [before] = secretReport().findings;
  const [after] = redactReport(secretReport()).findings;
  assert.deepEqual(after?.records, before?.records);
});

test('redacting twice says the same', () => {
  const once = redactReport(secretReport());
  assert.deepEqual(redactReport(once), once);
});
