import type { LadderStep } from '../findings/ladder.ts';
import { ladderRank } from '../findings/ladder.ts';
import type { ScanReport } from '../findings/scan-report.ts';
import type { Verdict } from '../findings/verdict.ts';
import { isOpen } from './finding-words.ts';
import { counted, countText, shareText } from './number-text.ts';

/** The verdict as people read it: one line to remember, one sentence to understand it. */
export interface VerdictWords {
  readonly headline: string;
  readonly explanation: string;
}

/** The same words in every rendering of a report. */
export function verdictWords(report: ScanReport): VerdictWords {
  switch (report.verdict) {
    case 'fail':
      return { headline: failHeadline(report), explanation: failExplanation(report) };
    case 'held':
      return {
        headline: 'A person must decide',
        explanation: 'The policy asks for a review before this data may be trained on.',
      };
    case 'inconclusive':
      return {
        headline: 'This scan cannot vouch for the data',
        explanation:
          'Something that should have been looked at was not. That is never counted as clean.',
      };
    case 'pass':
      return passWords(report);
  }
}

/** The verdict as one capitalised word. */
export function verdictWord(verdict: Verdict): string {
  return verdict[0]?.toUpperCase() + verdict.slice(1);
}

function passWords(report: ScanReport): VerdictWords {
  const open = report.findings.filter(isOpen).length;
  const decided = report.findings.length - open;
  if (ladderRank(report.ladder) >= ladderRank('suspected-poisoning')) {
    return { headline: failHeadline(report), explanation: failExplanation(report) };
  }
  if (open > 0) {
    return {
      headline: 'No sign of poisoning',
      explanation: `${counted(open, 'observation')} below the level that fails ${open === 1 ? 'is' : 'are'} listed for your judgement.`,
    };
  }
  if (decided > 0) {
    return {
      headline: 'Nothing new found',
      explanation: `${counted(decided, 'known pattern')} ${decided === 1 ? 'was' : 'were'} accepted by an earlier decision.`,
    };
  }
  return {
    headline: 'Nothing found',
    explanation: `No pattern in ${counted(report.dataset.records, 'record')} looks planted. What was looked at, and what would be missed, is below.`,
  };
}

const FAIL_HEADLINES: Readonly<Record<LadderStep | 'none', string>> = {
  'confirmed-poisoning': 'Confirmed poisoning',
  'suspected-poisoning': 'Suspected poisoning',
  drift: 'The data has drifted',
  'quality-issue': 'The data has quality issues',
  none: 'A rule of the policy is broken',
};

function failHeadline(report: ScanReport): string {
  return FAIL_HEADLINES[report.ladder];
}

function failExplanation(report: ScanReport): string {
  const { flaggedRecords, dataset } = report;
  if (flaggedRecords === 0) return 'The rules that decided are named below.';
  const patterns = report.findings.filter(
    (finding) => isOpen(finding) && ladderRank(finding.ladder) >= ladderRank('suspected-poisoning'),
  ).length;
  const share = dataset.records === 0 ? '' : ` (${shareText(flaggedRecords / dataset.records)})`;
  const records = `${countText(flaggedRecords)} of ${counted(dataset.records, 'record')}${share}`;
  return patterns === 1
    ? `${records} belong to a pattern that looks planted. Do not train on them before someone has judged it.`
    : `${records} belong to ${countText(patterns)} patterns that look planted. Do not train on them before someone has judged each.`;
}
