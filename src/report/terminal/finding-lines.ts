import type { Finding } from '../../findings/finding.ts';
import { ladderRank } from '../../findings/ladder.ts';
import { excerptOf } from '../excerpt.ts';
import {
  attackWords,
  certaintyOf,
  labelText,
  ladderWords,
  nameText,
  sentence,
} from '../finding-words.ts';
import { counted } from '../number-text.ts';
import { describePattern } from '../pattern-text.ts';
import { shortened } from '../shortened.ts';
import type { Page } from './page.ts';
import type { Piece } from './styled-text.ts';
import { piece, quotedPieces } from './styled-text.ts';

const EXCERPT_WIDTH = 160;

/** A finding in brief: what, how many rows, which label it buys, how sure, and one example. */
export function addFinding(page: Page, finding: Finding, number: number): void {
  const lead = `${number}  `.padStart(4);
  const indent = lead.length;
  page.hanging([piece(lead, 'faint')], titlePieces(finding));
  page.paragraph(measurePieces(finding), indent);
  page.paragraph([piece(standing(finding), 'faint')], indent);
  if (finding.decision !== null) page.paragraph(decisionPieces(finding.decision), indent);
  addExample(page, finding, indent);
}

/** The pattern, and the label that it buys. */
export function titlePieces(finding: Finding): readonly Piece[] {
  const title = [piece(describePattern(finding.pattern), 'strong')];
  if (finding.outcome !== null) {
    title.push(piece('  →  ', 'faint'), piece(labelText(finding.outcome), 'strong'));
  }
  return title;
}

/** How many records, and how sure. */
export function measurePieces(finding: Finding): readonly Piece[] {
  const { words, figures } = certaintyOf(finding.evidence);
  const suspected = ladderRank(finding.ladder) >= ladderRank('suspected-poisoning');
  return [
    piece(counted(finding.records.total, 'record'), suspected ? 'bad' : 'plain'),
    piece(`, ${words} `),
    piece(`(${figures})`, 'faint'),
  ];
}

/** Where it stands on the ladder, what it may be, and the name to ask for. */
export function standing(finding: Finding): string {
  const attack = finding.attackClass === null ? '' : ` · ${attackWords(finding.attackClass)}`;
  return `${ladderWords(finding.ladder)}${attack} · ${nameText(finding.id)}`;
}

/** Who accepted the pattern, why, and until when. */
export function decisionPieces(decision: NonNullable<Finding['decision']>): readonly Piece[] {
  const until = decision.expires === null ? '' : `, until ${nameText(decision.expires)}`;
  return [
    piece('accepted', 'good'),
    piece(` by ${nameText(decision.by)}${until}: ${sentence(decision.reason)}`),
  ];
}

function addExample(page: Page, finding: Finding, indent: number): void {
  const example = finding.evidence.examples[0];
  if (example === undefined) return;
  const excerpt = excerptOf(example, EXCERPT_WIDTH);
  page.hanging(
    [piece(`#${example.position}  `, 'faint')],
    [
      piece(excerpt.cutBefore ? '…' : ''),
      ...quotedPieces(excerpt, page.color),
      piece(excerpt.cutAfter ? '…' : ''),
    ],
    indent,
  );
  if (example.response === undefined) return;
  page.hanging(
    [piece('taught answer  ', 'faint')],
    [piece(nameText(shortened(example.response, EXCERPT_WIDTH)))],
    indent,
  );
}
