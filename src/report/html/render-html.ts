import type { ScanReport } from '../../findings/scan-report.ts';
import { redactReport } from '../redacted.ts';
import { verdictWord } from '../verdict-words.ts';
import { checksSection, limitsSection } from './checks-section.ts';
import { datasetFacts } from './dataset-facts.ts';
import { findingsSection, qualitySection } from './findings-section.ts';
import { markup } from './markup.ts';
import { htmlPage } from './page.ts';
import { provenance } from './provenance.ts';
import { verdictBanner } from './verdict-banner.ts';

/** A report as one HTML file that needs nothing else, runs nothing and loads nothing. */
export function renderHtml(report: ScanReport, options: { readonly redact: boolean }): string {
  const shown = options.redact ? redactReport(report) : report;
  const page = {
    title: `${verdictWord(shown.verdict)}: ${shown.dataset.name}`,
    programVersion: shown.program.version,
  };
  return htmlPage(
    page,
    markup`${verdictBanner(shown)}
<main>
${datasetFacts(shown)}
${findingsSection(shown)}
${qualitySection(shown)}
${checksSection(shown)}
${limitsSection(shown)}
</main>
${provenance(shown)}`,
  );
}
