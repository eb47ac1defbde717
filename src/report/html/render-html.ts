import { hash } from 'node:crypto';
import type { ScanReport } from '../../findings/scan-report.ts';
import { redactReport } from '../redacted.ts';
import { verdictWord } from '../verdict-words.ts';
import { checksSection, limitsSection } from './checks-section.ts';
import { datasetFacts } from './dataset-facts.ts';
import { findingsSection, qualitySection } from './findings-section.ts';
import { markup } from './markup.ts';
import { provenance } from './provenance.ts';
import { STYLESHEET } from './stylesheet.ts';
import { verdictBanner } from './verdict-banner.ts';

/**
 * A report as one HTML file that needs nothing else: no script, no network, no font. A content
 * security policy (CSP Level 3) allows its one style sheet by digest and nothing more, so even
 * markup that slipped through could neither run nor load anything.
 */
export function renderHtml(report: ScanReport, options: { readonly redact: boolean }): string {
  const shown = options.redact ? redactReport(report) : report;
  const policy = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLESHEET, 'base64')}'; img-src data:; base-uri 'none'; form-action 'none'`;
  const head = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Credence ${shown.program.version}">
<title>${verdictWord(shown.verdict)}: ${shown.dataset.name}</title>
`;
  const body = markup`</head>
<body>
${verdictBanner(shown)}
<main>
${datasetFacts(shown)}
${findingsSection(shown)}
${qualitySection(shown)}
${checksSection(shown)}
${limitsSection(shown)}
</main>
${provenance(shown)}
</body>
</html>
`;
  return `${head}<style>${STYLESHEET}</style>\n${body}`;
}
