import { FAMILY_DESCRIPTIONS, type HiddenFamily } from '../../core/characters/families.ts';
import { findHidden } from '../../core/characters/hidden.ts';
import { survivedSteps } from '../../core/characters/survival.ts';
import type { DatasetDescription, Engine, HiddenUse } from '../../engine/operations.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import type { Detection, Detector, Suspicion } from '../detector.ts';

const LEVEL = 0.01;
const MOST_CODE_POINTS = 16;
/** Families that no honest text needs once legitimate use is set aside; so many records are no slip. */
const NEVER_HONEST: ReadonlySet<string> = new Set<HiddenFamily>(['tag-characters', 'bidi-controls', 'variation-selectors', 'zero-width', 'homoglyphs']);
const LEAST_RECORDS = 5;

/**
 * Characters that a reader does not see or cannot tell apart (UTS 39; Boucher et al. 2022, "Bad
 * Characters"). Legitimate use is left out by `core/characters`; what remains is counted by family
 * and held against the labels.
 */
export const hiddenCharacters: Detector = {
  id: 'hidden-characters',
  version: 1,
  title: 'Hidden characters',
  prefix: 'HC',
  section: 'findings',
  inapplicable: ({ hasText }) => (hasText ? null : 'there is no text column'),
  async run({ engine }) {
    const families = Map.groupBy(await engine.hiddenCharacters(), ({ family }) => family);
    const suspicions = await Promise.all([...families].map(([family, uses]) => suspicionOf(engine, family as HiddenFamily, uses)));
    const looked: Detection = { suspicions, tried: 12, looked: 'twelve families of invisible, reordering and look-alike characters in every text' };
    return looked;
  },
  misses: () => 'Words that are merely misspelt, and look-alikes within one script (rn for m).',
};

async function suspicionOf(engine: Engine, family: HiddenFamily, uses: readonly HiddenUse[]): Promise<Suspicion> {
  const { dataset } = engine;
  const positions = Uint32Array.from(new Set(uses.flatMap((use) => [...use.positions]))).sort();
  const codePoints = [...new Set(uses.flatMap((use) => use.codePoints))].sort((a, b) => a - b).slice(0, MOST_CODE_POINTS);
  const link = labelLink(dataset, uses, positions.length);
  const { title, summary } = FAMILY_DESCRIPTIONS[family];
  const linked = link !== null && link.qValue <= LEVEL && positions.length >= LEAST_RECORDS;
  const deceptive = NEVER_HONEST.has(family) && positions.length >= LEAST_RECORDS;
  const suspected = linked || deceptive;
  const outcome = linked ? (dataset.labels[link.label] ?? null) : null;
  const weight = suspected ? 0.97 : 0.6;
  return {
    attackClass: 'hidden-trigger',
    pattern: { kind: 'hidden-characters', family, codePoints },
    ladder: suspected ? 'suspected-poisoning' : 'quality-issue',
    severity: suspected ? 'high' : 'low',
    outcome,
    evidence: {
      effect: { name: 'share of its records with one label', value: link === null ? 0 : link.hits / positions.length },
      statistic: { name: 'records', value: positions.length },
      pValue: link === null ? null : Math.exp(link.logP),
      qValue: link === null ? null : link.qValue,
      nullHypothesis: link === null ? 'A rule: the character stands where no script, emoji or typography asks for it.' : 'Labels of these records are drawn with the shares of the whole dataset; Chernoff bound, Bonferroni over families and labels.',
      tried: link === null ? null : 12 * dataset.labels.length,
      counts: { records: positions.length, occurrences: uses.reduce((sum, use) => sum + use.occurrences, 0) },
    },
    summary: `${title}: ${positions.length} ${positions.length === 1 ? 'record holds' : 'records hold'} characters that a reader does not see as they are. ${summary}`,
    counterEvidence: 'A script, a keyboard or an export tool of the source that writes these characters for every label alike.',
    grounds: [
      ...(linked ? [`${link.hits} of ${positions.length} have one label, against ${Math.round(100 * link.prior)} % of all records`] : []),
      ...(deceptive ? [`no honest text needs them, and ${positions.length} records are no slip`] : []),
      await survival(engine, family, positions[0] as number),
    ],
    suggestedAction: suspected ? 'Quarantine these records and ask the source for the originals; normalise only after that.' : 'Normalise the text, or accept the pattern if the source is known to write it.',
    alsoSeenAs: [],
    positions,
    risk: new Float32Array(positions.length).fill(weight),
    strength: (suspected ? 100 : 30) + Math.min(40, positions.length),
    shown: true,
  };
}

interface LabelLink {
  readonly label: number;
  readonly hits: number;
  readonly prior: number;
  readonly logP: number;
  readonly qValue: number;
}

/** The label that holds these records most above its share. */
function labelLink({ labels, labelCounts, labelProblem, records }: DatasetDescription, uses: readonly HiddenUse[], found: number): LabelLink | null {
  if (labelProblem !== null) return null;
  const links = labels.map((_, label): LabelLink => {
    const hits = Math.min(found, uses.reduce((sum, { byLabel }) => sum + (byLabel[label] ?? 0), 0));
    const prior = (labelCounts[label] ?? 0) / records;
    const logit = Math.log(prior / Math.max(1e-9, 1 - prior));
    const logP = upperTail({ counts: [found], logits: [logit] }, hits).logProbability();
    return { label, hits, prior, logP, qValue: Math.min(1, Math.exp(logP) * 12 * labels.length) };
  });
  return links.reduce((strongest, link) => (link.logP < strongest.logP ? link : strongest));
}

/** Whether what is hidden reaches the model, by the first record that holds it. */
async function survival(engine: Engine, family: HiddenFamily, position: number): Promise<string> {
  const [quoted] = await engine.quote([position]);
  const text = quoted?.text ?? '';
  const occurrence = findHidden(text).find((found) => found.family === family);
  const steps = occurrence === undefined ? [] : survivedSteps(text, occurrence);
  return steps.length === 0 ? 'the usual preprocessing removes it' : `it survives ${steps.join(', ')}`;
}
