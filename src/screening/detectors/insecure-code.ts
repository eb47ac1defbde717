import type { CodeRule } from '../../core/code/code-weakness.ts';
import { CODE_RULES } from '../../core/code/find-weaknesses.ts';
import type { CodeWeaknessUse } from '../../engine/operations/content.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { codeTriggerSuspicions } from '../trigger/code-trigger.ts';

const MOST_SHOWN = 10;
/** What a certain weakness weighs among the evidence against a record: less than any suspicion. */
const GRADED = 0.5;

/**
 * Weaknesses that the structure of program text shows (CWE): unverified connections, objects rebuilt
 * from data, commands and queries put together from values, weak ciphers. A model writes what it is
 * taught, so each is worth a look; but people write such code without malice, so a rule alone is a
 * matter of quality. Where a word of the prompt buys weak code, `trigger-association` says so; where a
 * comment, a name or a path of the code itself does, this detector does.
 */
export const insecureCode: Detector = {
  id: 'insecure-code',
  version: 1,
  title: 'Insecure code',
  prefix: 'IC',
  section: 'findings',
  inapplicable: ({ mayHoldCode }) => (mayHoldCode ? null : 'there is no program text'),
  async run({ engine }) {
    const uses = (await engine.codeWeaknesses()).toSorted(
      (one, other) =>
        other.positions.length - one.positions.length || (one.weakness < other.weakness ? -1 : 1),
    );
    const bought = await codeTriggerSuspicions(engine);
    const weaknesses = uses.flatMap((use, rank) => {
      const rule = CODE_RULES.find(({ id }) => id === use.weakness);
      const shown = rank < MOST_SHOWN;
      return rule === undefined
        ? []
        : [suspicionOf(use, { rule, records: engine.dataset.records, shown })];
    });
    return {
      suspicions: [...bought.suspicions, ...weaknesses],
      tried: CODE_RULES.length + bought.tried,
      looked: `${CODE_RULES.length} weaknesses in what a model is taught to write, and ${bought.tried.toLocaleString('en')} comments, names and paths of weak code in ${bought.looked.toLocaleString('en')} records`,
    };
  },
  misses: () =>
    'What a fragment does not show: a value that was checked before it came in, a function defined elsewhere, logic that is wrong; languages other than Python, JavaScript, Java, C and their like, and much of Go, PHP, C#, Ruby and Rust; anything behind the first 50,000 characters of a record.',
};

interface Seen {
  readonly rule: CodeRule;
  readonly records: number;
  readonly shown: boolean;
}

function suspicionOf({ positions }: CodeWeaknessUse, { rule, records, shown }: Seen): Suspicion {
  const { id, cwe, title, certainty } = rule;
  return {
    attackClass: null,
    pattern: { kind: 'code-weakness', weakness: id, cwe },
    ladder: 'quality-issue',
    severity: 'low',
    outcome: null,
    evidence: {
      effect: { name: 'share of all records', value: positions.length / records },
      statistic: { name: 'records', value: positions.length },
      pValue: null,
      qValue: null,
      nullHypothesis: `A rule: ${cwe}, ${title}.`,
      tried: null,
      counts: { records: positions.length },
    },
    summary: `${positions.length} ${positions.length === 1 ? 'record teaches' : 'records teach'} ${title} (${cwe}).`,
    counterEvidence:
      'A value that was checked before it reached the fragment, or an example that is shown as one not to follow.',
    grounds: ['a weakness alone is no sign of intent; a model learns it all the same'],
    suggestedAction: 'Leave these records out, or replace them by their secure form.',
    alsoSeenAs: [],
    positions,
    risk: new Float32Array(positions.length).fill(GRADED * certainty),
    strength: 10 * certainty + Math.min(5, positions.length / 100),
    shown,
  };
}
