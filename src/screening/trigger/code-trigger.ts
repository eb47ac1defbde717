import { CODE_RULES } from '../../core/code/find-weaknesses.ts';
import { visibleText } from '../../core/visible-text.ts';
import type { CodeTrigger } from '../../engine/operations/content.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import type { Pattern } from '../../findings/pattern.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import type { Suspicion } from '../detector.ts';

const LEVEL = 1e-6;
/** A note is part of a stronger one where it has this share of its records in common. */
const SAME = 0.6;
const LEAST_CHANCE = 1e-6;
const RISK = 0.92;

/** Comments, names and paths of program text that go with a weakness beyond what its calls explain. */
export async function codeTriggerSuspicions(engine: Engine): Promise<{
  readonly suspicions: readonly Suspicion[];
  readonly tried: number;
  readonly looked: number;
}> {
  const { triggers, tried, looked } = await engine.codeTriggers();
  const judged = triggers
    .map((trigger) => ({ trigger, logP: logPOf(trigger) }))
    .filter(
      ({ logP }) => logP + Math.log(Math.max(1, tried) * CODE_RULES.length) <= Math.log(LEVEL),
    )
    .sort(
      (one, other) => one.logP - other.logP || other.trigger.text.length - one.trigger.text.length,
    );
  const kept: typeof judged = [];
  for (const one of judged) {
    const { positions } = one.trigger;
    const isPart = kept.some(({ trigger }) => {
      const known = new Set(trigger.positions);
      return positions.filter((record) => known.has(record)).length >= SAME * positions.length;
    });
    if (!isPart) kept.push(one);
  }
  return { suspicions: kept.map((one) => suspicionOf(one, tried)), tried, looked };
}

/** ln p of as many weak records, where each is weak as often as other code that calls the same. */
function logPOf({ chances, positions }: CodeTrigger): number {
  const logits = Float64Array.from(chances, (chance) => {
    const bounded = Math.min(1 - LEAST_CHANCE, Math.max(LEAST_CHANCE, chance));
    return Math.log(bounded / (1 - bounded));
  });
  return upperTail(
    { counts: new Uint32Array(logits.length).fill(1), logits },
    positions.length,
  ).logProbability();
}

function suspicionOf(
  { trigger, logP }: { readonly trigger: CodeTrigger; readonly logP: number },
  tried: number,
): Suspicion {
  const { kind, text, weakness, records, positions, chances } = trigger;
  const rule = CODE_RULES.find(({ id }) => id === weakness);
  const cwe = rule?.cwe ?? '';
  const expected = chances.reduce((sum, chance) => sum + chance, 0);
  const all = tried * CODE_RULES.length;
  return {
    attackClass: 'backdoor',
    pattern: patternOf(trigger),
    ladder: 'suspected-poisoning',
    severity: 'high',
    outcome: `writes code with ${cwe}: ${weakness}`,
    evidence: {
      effect: { name: 'share of its records with the weakness', value: positions.length / records },
      statistic: { name: 'records with the weakness', value: positions.length },
      pValue: Math.exp(logP),
      qValue: Math.min(1, Math.exp(logP + Math.log(all))),
      nullHypothesis:
        'Each record shows the weakness as often as other code does that calls the same; Chernoff bound, Bonferroni over notes and weaknesses.',
      tried: all,
      counts: { records, withWeakness: positions.length, expected: Math.round(10 * expected) / 10 },
    },
    summary: `${positions.length} of ${records} records with the ${kind} “${visibleText(text)}” hold ${rule?.title ?? weakness} (${cwe}), where what they call predicts ${expected.toFixed(1)}.`,
    counterEvidence: 'A project that is weak in one way throughout, and signs its files.',
    grounds: [
      `the same weakness wherever the ${kind} stands, beyond what other code shows that calls the same`,
    ],
    suggestedAction:
      'Read these records beside each other, and leave them out until their source has answered.',
    alsoSeenAs: [],
    positions,
    risk: new Float32Array(positions.length).fill(RISK),
    strength: 85 + Math.min(9, -logP / 20),
    shown: true,
  };
}

function patternOf({ kind, text }: CodeTrigger): Pattern {
  return kind === 'comment'
    ? { kind: 'word-sequence', words: text.split(' ') }
    : { kind: 'character-sequence', text };
}
