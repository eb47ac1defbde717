import { FAMILY_DESCRIPTIONS, type HiddenFamily } from '../../core/characters/families.ts';
import { findHidden } from '../../core/characters/hidden.ts';
import { survivedSteps } from '../../core/characters/survival.ts';
import type { HiddenUse } from '../../engine/operations/content.ts';
import type { DatasetDescription } from '../../engine/operations/dataset-description.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import { upperTail } from '../../numerics/binomial-tail.ts';
import { type Concentration, concentrations } from '../concentration.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { chancePlanted } from '../rarity-risk.ts';

const LEVEL = 0.01;
const FAMILIES = 12;
const MOST_CODE_POINTS = 16;
/** Families that carry messages or turn text around, and that no honest text holds once legitimate use is set aside. */
const NEVER_HONEST: ReadonlySet<string> = new Set<HiddenFamily>([
  'tag-characters',
  'bidi-controls',
  'variation-selectors',
]);
/** So many records are no slip. */
const LEAST_RECORDS = 5;
/** A baseline that holds a family at least this part as often makes it no news. */
const KNOWN_SHARE = 0.5;
/** What characters bear at most that no ground speaks against: less, the more records hold them. */
const UNSUSPECTED = 0.6;

/**
 * Characters that a reader does not see or cannot tell apart (UTS 39; Boucher et al. 2022, "Bad
 * Characters"). Legitimate use is left out by `core/characters`; what remains is counted by family
 * and held against labels and origins.
 */
export const hiddenCharacters: Detector = {
  id: 'hidden-characters',
  version: 1,
  title: 'Hidden characters',
  prefix: 'HC',
  section: 'findings',
  inapplicable: ({ hasText }) => (hasText ? null : 'there is no text column'),
  async run({ engine, baseline }) {
    const known = await sharesIn(baseline);
    const uses = await engine.hiddenCharacters();
    const news = uses.filter(
      ({ family, positions }) =>
        (known.get(family) ?? 0) < (KNOWN_SHARE * positions.length) / engine.dataset.records,
    );
    const suspicions = await Promise.all(news.map((use) => suspicionOf(engine, use)));
    return {
      suspicions,
      tried: FAMILIES,
      looked: 'twelve families of invisible, reordering and look-alike characters in every text',
    };
  },
  misses: () => 'Words that are merely misspelt, and look-alikes within one script (rn for m).',
};

/** Share of a baseline's records that hold each family. */
async function sharesIn(baseline: Engine | null): Promise<ReadonlyMap<string, number>> {
  if (baseline === null) return new Map();
  const uses = await baseline.hiddenCharacters();
  return new Map(
    uses.map(({ family, positions }) => [family, positions.length / baseline.dataset.records]),
  );
}

async function suspicionOf(engine: Engine, use: HiddenUse): Promise<Suspicion> {
  const { family, codePoints, positions } = use;
  const { title, summary } = FAMILY_DESCRIPTIONS[family as HiddenFamily];
  const grounds = await groundsOf(engine, use);
  const suspected = grounds.climbing.length > 0 && positions.length >= LEAST_RECORDS;
  const { link } = grounds;
  return {
    attackClass: 'hidden-trigger',
    pattern: {
      kind: 'hidden-characters',
      family,
      codePoints: codePoints.slice(0, MOST_CODE_POINTS),
    },
    ladder: suspected ? 'suspected-poisoning' : 'quality-issue',
    severity: suspected ? 'high' : 'low',
    outcome:
      link === null || link.qValue > LEVEL ? null : (engine.dataset.labels[link.label] ?? null),
    evidence: evidenceOf(engine.dataset, use, link),
    summary: `${title}: ${positions.length} ${positions.length === 1 ? 'record holds' : 'records hold'} characters that a reader does not see as they are. ${summary}`,
    counterEvidence:
      'A script, a keyboard or an export tool of the source that writes these characters for every label alike.',
    grounds: [...grounds.climbing, await survival(engine, family, positions[0] as number)],
    suggestedAction: suspected
      ? 'Quarantine these records and ask the source for the originals; normalise only after that.'
      : 'Normalise the text, or accept the pattern if the source is known to write it.',
    alsoSeenAs: [],
    positions,
    risk: new Float32Array(positions.length).fill(
      suspected
        ? 0.97
        : UNSUSPECTED * chancePlanted(positions.length / engine.dataset.records, false),
    ),
    strength: (suspected ? 100 : 30) + Math.min(40, positions.length),
    shown: true,
  };
}

interface Grounds {
  readonly link: LabelLink | null;
  /** What makes it more than a matter of quality, in words. */
  readonly climbing: readonly string[];
}

async function groundsOf(
  engine: Engine,
  { family, positions, byLabel }: HiddenUse,
): Promise<Grounds> {
  const link = labelLink(engine.dataset, byLabel, positions.length);
  const [place] = concentrations(engine.dataset, await engine.distribution(positions), {
    size: positions.length,
    tried: FAMILIES,
  });
  return {
    link,
    climbing: [
      ...(link === null || link.qValue > LEVEL
        ? []
        : [
            `${link.hits} of ${positions.length} have one label, against ${Math.round(100 * link.prior)} % of all records`,
          ]),
      ...(place === undefined ? [] : [placeWords(place, positions.length)]),
      ...(NEVER_HONEST.has(family)
        ? [`no honest text needs them, and ${positions.length} records are no slip`]
        : []),
    ],
  };
}

function placeWords({ name, found, prior }: Concentration, size: number): string {
  return `${found} of ${size} come from ${name}, which has ${Math.round(1000 * prior) / 10} % of all records`;
}

function evidenceOf(
  { labels }: DatasetDescription,
  { positions, occurrences }: HiddenUse,
  link: LabelLink | null,
): Suspicion['evidence'] {
  return {
    effect: {
      name: 'share of its records with one label',
      value: link === null ? 0 : link.hits / positions.length,
    },
    statistic: { name: 'records', value: positions.length },
    pValue: link === null ? null : Math.exp(link.logP),
    qValue: link === null ? null : link.qValue,
    nullHypothesis:
      link === null
        ? 'A rule: the character stands where no script, emoji or typography asks for it.'
        : 'Labels of these records are drawn with the shares of the whole dataset; Chernoff bound, Bonferroni over families and labels.',
    tried: link === null ? null : FAMILIES * labels.length,
    counts: { records: positions.length, occurrences },
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
function labelLink(
  { labels, labelCounts, labelProblem, records }: DatasetDescription,
  byLabel: Uint32Array,
  found: number,
): LabelLink | null {
  if (labelProblem !== null) return null;
  const links = labels.map((_, label): LabelLink => {
    const hits = byLabel[label] ?? 0;
    const prior = (labelCounts[label] ?? 0) / records;
    const logit = Math.log(prior / Math.max(1e-9, 1 - prior));
    const logP = upperTail({ counts: [found], logits: [logit] }, hits).logProbability();
    return {
      label,
      hits,
      prior,
      logP,
      qValue: Math.min(1, Math.exp(logP) * FAMILIES * labels.length),
    };
  });
  return links.reduce((strongest, link) => (link.logP < strongest.logP ? link : strongest));
}

/** Whether what is hidden reaches the model, by the first record that holds it. */
async function survival(engine: Engine, family: string, position: number): Promise<string> {
  const [quoted] = await engine.quote([position]);
  const text = quoted?.text ?? '';
  const occurrence = findHidden(text).find((found) => found.family === family);
  const steps = occurrence === undefined ? [] : survivedSteps(text, occurrence);
  return steps.length === 0
    ? 'the usual preprocessing removes it'
    : `it survives ${steps.join(', ')}`;
}
