import { visibleText } from '../../core/visible-text.ts';
import type { PreferenceFacts, PreferenceLean } from '../../engine/operations/answers.ts';
import type { Pattern } from '../../findings/pattern.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { contrarySuspicion } from '../preferences/contrary-pairs.ts';

const LEVEL = 0.01;
/** A lean that is sure and slight is the style of good answers. */
const LEAST_SHARE = 0.7;
const MOST_SHOWN = 10;

/**
 * Preference pairs: words and forms that stand on the preferred side more often than a fair coin
 * allows, and pairs that run against what the others prefer. A reward model learns a short cut where one exists: length, lists, a name.
 */
export const preferences: Detector = {
  id: 'preferences',
  version: 1,
  title: 'Preferences: what the preferred side has more of',
  prefix: 'PR',
  section: 'findings',
  inapplicable: ({ hasPairs }) => (hasPairs ? null : 'there are no preference pairs'),
  async run({ engine }) {
    const facts = await engine.preferences();
    const tried = facts.triedWords + facts.traits.length;
    const suspicions = [
      ...facts.traits.map((lean) =>
        suspicionOf(lean, { facts, tried, pattern: shapeOf(lean.name), name: lean.name }),
      ),
      ...facts.words.map((lean) =>
        suspicionOf(lean, {
          facts,
          tried,
          pattern: { kind: 'word-sequence', words: [lean.name] },
          name: `the word “${visibleText(lean.name)}”`,
        }),
      ),
    ].filter((suspicion) => suspicion !== null);
    const contrary = await contrarySuspicion(engine, facts);
    return {
      suspicions: [
        ...contrary,
        ...suspicions.sort((one, other) => other.strength - one.strength).slice(0, MOST_SHOWN),
      ],
      tried,
      looked: `${facts.pairs.toLocaleString('en')} pairs; by what other pairs prefer, ${Math.round(100 * facts.agreement)} % of them can be told`,
    };
  },
  misses: () =>
    'Pairs that were swapped at random, where words do not tell which side is better; a short cut in the meaning of the answers.',
};

interface Lean {
  readonly facts: PreferenceFacts;
  readonly tried: number;
  readonly pattern: Pattern;
  readonly name: string;
}

function suspicionOf(
  { chosen, rejected }: PreferenceLean,
  { facts, tried, pattern, name }: Lean,
): Suspicion | null {
  const pairs = chosen + rejected;
  const [more, side] = chosen >= rejected ? [chosen, 'preferred'] : [rejected, 'rejected'];
  const share = more / pairs;
  // Either side may be the greater one: twice the tail of one.
  const pValue = Math.min(
    1,
    2 * Math.exp(upperTail({ counts: [pairs], logits: [0] }, more).logProbability()),
  );
  const qValue = Math.min(1, pValue * tried);
  if (qValue > LEVEL || share < LEAST_SHARE) return null;
  return {
    attackClass: null,
    pattern,
    identity: `${side} side`,
    ladder: 'quality-issue',
    severity: 'low',
    outcome: null,
    evidence: {
      effect: { name: `share on the ${side} side`, value: share },
      statistic: { name: 'pairs in which one side alone has it', value: pairs },
      pValue,
      qValue,
      nullHypothesis:
        'Where one side alone has it, either is as likely; sign test by Chernoff’s bound, both tails, Bonferroni over words and traits.',
      tried,
      counts: { pairs, preferred: chosen, rejected, allPairs: facts.pairs },
    },
    summary: `Where one side alone has ${name}, it is the ${side} one in ${Math.round(100 * share)} % of ${pairs} pairs.`,
    counterEvidence:
      'A guideline for annotators that asks for it, or a subject to which it belongs.',
    grounds: ['a model can learn to prefer this instead of what makes an answer good'],
    suggestedAction: 'Balance the pairs in this respect, or ask who wrote the preferred answers.',
    alsoSeenAs: [],
    positions: new Uint32Array(0),
    risk: new Float32Array(0),
    strength: 20 * share * Math.min(1, pairs / facts.pairs) + share,
    shown: true,
  };
}

function shapeOf(trait: string): Pattern {
  return { kind: 'shape', property: 'difference between the two sides', value: trait };
}
