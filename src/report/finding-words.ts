import { visibleText } from '../core/visible-text.ts';
import type { AttackClass } from '../findings/attack-class.ts';
import type { Evidence, Finding, NamedValue } from '../findings/finding.ts';
import type { LadderStep } from '../findings/ladder.ts';
import { countText, probabilityText, valueText } from './number-text.ts';
import { shortened } from './shortened.ts';

const LONGEST_LABEL = 60;
const LONGEST_NAME = 120;
const LONGEST_SENTENCE = 600;

/** How sure, in words and in figures. It is about chance under the stated null, not about intent. */
export interface Certainty {
  readonly words: string;
  /** The figures behind the words: `q = 3×10⁻¹² after 41,203 tried`. */
  readonly figures: string;
}

/** Words for the corrected probability; a check without a null names its rule instead. */
export function certaintyOf(evidence: Evidence): Certainty {
  const { qValue, pValue, tried } = evidence;
  if (qValue === null && pValue === null) {
    return { words: 'a rule, not a probability', figures: visibleText(evidence.nullHypothesis) };
  }
  const probability = qValue ?? pValue ?? 1;
  const name = qValue === null ? 'p' : 'q';
  const relation = probability === 0 ? ' ' : ' = ';
  const after = tried === null ? '' : ` after ${countText(tried)} tried`;
  return {
    words: wordsOfChance(probability),
    figures: `${name}${relation}${probabilityText(probability)}${after}`,
  };
}

function wordsOfChance(probability: number): string {
  if (probability <= 1e-6) return 'far beyond chance';
  if (probability <= 1e-3) return 'well beyond chance';
  if (probability <= 0.05) return 'unlikely to be chance';
  return 'could be chance';
}

/** A step of the ladder in words; `none` reads as nothing found. */
export function ladderWords(step: LadderStep | 'none'): string {
  return step === 'none' ? 'nothing found' : step.replace('-', ' ');
}

/** What a class of attack does, in a few words that need no glossary. */
export function attackWords(attackClass: AttackClass): string {
  return ATTACK_WORDS[attackClass];
}

const ATTACK_WORDS: Readonly<Record<AttackClass, string>> = {
  'label-flip': 'flipped labels',
  targeted: 'targeted poisoning',
  backdoor: 'backdoor trigger',
  'clean-label': 'clean-label backdoor',
  'hidden-trigger': 'hidden trigger',
  availability: 'availability attack',
  'bias-injection': 'injected bias',
  'injection-campaign': 'injection campaign',
  conditioning: 'slow conditioning',
  'feedback-manipulation': 'manipulated feedback',
  tampering: 'tampering',
  'supply-chain': 'supply-chain attack',
  'model-edit': 'edited model',
  'unsafe-model-file': 'unsafe model file',
  'retrieval-poisoning': 'retrieval poisoning',
};

/** A label as it may be printed: visible, quoted and of bounded length. */
export function labelText(label: string): string {
  return `“${visibleText(shortened(label, LONGEST_LABEL))}”`;
}

/** A name (of a file, an id, a person) as it may be printed: visible, and of bounded length. */
export function nameText(name: string): string {
  return visibleText(shortened(name, LONGEST_NAME));
}

/** A sentence of a finding or a rule as it may be printed: visible, and of bounded length. */
export function sentence(text: string): string {
  return visibleText(shortened(text.trim(), LONGEST_SENTENCE));
}

/** A number about the data with what it is. */
export function figureText({ name, value }: NamedValue): string {
  return `${sentence(name)}: ${valueText(value)}`;
}

/** Whether a finding still speaks for itself: no kept decision covers it. */
export function isOpen(finding: Finding): boolean {
  return finding.decision === null;
}
