import type { AddressedSpan } from '../../engine/operations/content.ts';
import type { Engine } from '../../engine/operations/engine.ts';
import { type Concentration, concentrations } from '../concentration.ts';
import { noContent } from '../content-columns.ts';
import type { Detector, Suspicion } from '../detector.ts';
import { rarityRisk } from '../rarity-risk.ts';

/** Shorter texts than this, on average, have no surroundings that a clause could break with. */
const LEAST_TOKENS = 24;
/** Powers of ten by which a clause must stand out to be shown to a person, beyond one in as many texts. */
const LEVEL = 3;
/** So many records with the same sentence are no chance. */
const LEAST_RECORDS = 5;
/** So many records in which markup hides a command are no slip. */
const LEAST_HIDDEN = 3;
/** Share of one sentence's places at which it cuts another. */
const LEAST_CUTS = 0.5;
const MOST_SHOWN = 10;
/** Measured on news, reviews, questions and tweets. */
const CLEAN = { most: 0.95, rare: 8.7, tenfold: 2 } as const;

/**
 * Instructions to a model in content that it reads (Greshake et al. 2023): clauses that turn to
 * their reader and break with what surrounds them, in form, in topic, or by cutting a sentence; and
 * such clauses in markup that readers do not see.
 */
export const instructionsInContent: Detector = {
  id: 'instructions-in-content',
  version: 1,
  title: 'Instructions in content',
  prefix: 'IC',
  section: 'findings',
  inapplicable: (dataset) => noContent(dataset, LEAST_TOKENS),
  async run({ engine }) {
    const { spans, records, learntFrom, clauses } = await engine.addressedSpans();
    const level = LEVEL + Math.log10(records);
    const groups = [...Map.groupBy(spans, (span) => groupName(span, level))].map(
      ([name, members]) => ({ name, members, level }),
    );
    const suspicions = await Promise.all(
      groups.map((group) => suspicionOf(engine, group, groups.length)),
    );
    const ranked = suspicions.toSorted((a, b) => b.strength - a.strength);
    return {
      suspicions: ranked.map((one, rank) => ({
        ...one,
        shown: one.shown && (rank < MOST_SHOWN || one.ladder === 'suspected-poisoning'),
      })),
      tried: groups.length,
      looked: `${clauses} clauses in ${records} of ${engine.dataset.records} texts${learntFrom < records ? `; what is usual in clauses is learnt from ${learntFrom} of them` : ''}`,
    };
  },
  misses: ({ records }) =>
    `Instructions in other languages than English, in words of the text around them, or as statements; and in ${records} texts, those that most other texts hold too.`,
};

interface SpanGroup {
  readonly name: string;
  readonly members: readonly AddressedSpan[];
  /** The least score that a person is shown. */
  readonly level: number;
}

/** One pattern is one sentence, its numbers aside; sentences that stand out less are one by their kind. */
function groupName({ text, score, hidden }: AddressedSpan, level: number): string {
  const sentence = text
    .toLowerCase()
    .replaceAll(/\p{N}+/gu, '0')
    .match(/[\p{L}\p{N}]+/gu);
  return score < level ? `below the level, ${hidden ?? 'open'}` : (sentence ?? []).join(' ');
}

async function suspicionOf(
  engine: Engine,
  { name, members, level }: SpanGroup,
  tried: number,
): Promise<Suspicion> {
  const positions = Uint32Array.from(members, ({ position }) => position);
  const strongest = members.reduce((most, span) => (span.score > most.score ? span : most));
  const above = strongest.score >= level;
  const origin =
    above && members.length >= LEAST_RECORDS ? await originOf(engine, positions, tried) : null;
  const climbing = above ? climbingGrounds(members, origin) : [];
  const suspected = climbing.length > 0;
  const { score, text, hidden } = strongest;
  return {
    attackClass: 'retrieval-poisoning',
    pattern: { kind: 'character-sequence', text },
    identity: name,
    ladder: suspected ? 'suspected-poisoning' : 'quality-issue',
    severity: suspected ? 'high' : 'medium',
    outcome: null,
    evidence: {
      effect: { name: 'records', value: members.length },
      statistic: { name: 'powers of ten by which it stands out', value: score },
      pValue: origin === null ? null : Math.exp(origin.logP),
      qValue: origin === null ? null : origin.qValue,
      nullHypothesis:
        origin === null
          ? 'A rule: every trait of the clause is held against the clauses of this dataset in a like setting; the product is no probability, since traits go together.'
          : 'Records with this sentence come from sources, contributors and times as all do; Chernoff bound, Bonferroni over sentences and places.',
      tried,
      counts: { records: members.length },
    },
    summary: `${members.length === 1 ? 'A text holds' : `${members.length} texts hold`} a ${kindOf(strongest)} to the reader that breaks with what surrounds it${hidden === null ? '' : `, in ${HIDING[hidden]}`}.`,
    counterEvidence:
      'A notice, a signature or a heading that this source writes, and that a reader of the page would expect there.',
    grounds: [...climbing, tellingTrait(strongest)],
    suggestedAction: suspected
      ? 'Keep these texts away from any model that acts on what it reads, and ask the source how the sentence came in.'
      : 'Read it where it stands: would its author say this to a human reader?',
    alsoSeenAs: [],
    positions,
    risk: Float32Array.from(members, (span) => rarityRisk(span.score, CLEAN, suspected)),
    strength: (suspected ? 80 : 0) + Math.min(15, score) + Math.min(4, members.length / 10),
    shown: above,
  };
}

async function originOf(
  engine: Engine,
  positions: Uint32Array,
  tried: number,
): Promise<Concentration | null> {
  const [place] = concentrations(engine.dataset, await engine.distribution(positions), {
    size: positions.length,
    tried,
  });
  return place ?? null;
}

/** What makes a sentence more than an oddity. */
function climbingGrounds(
  members: readonly AddressedSpan[],
  origin: Concentration | null,
): string[] {
  // People ask each other the same questions wherever they write; commands inside a sentence are rarer.
  const cutting = members.filter(
    ({ seams, address }) => seams > 0 && address.imperative === 2,
  ).length;
  const unseen = members.filter(
    ({ hidden, address }) => isUnseen(hidden) && address.imperative === 2,
  ).length;
  return [
    ...(unseen >= LEAST_HIDDEN
      ? [`in ${unseen} texts it commands, and markup hides it from readers`]
      : []),
    ...(members.length >= LEAST_RECORDS && cutting >= LEAST_CUTS * members.length
      ? [`the same command cuts a sentence in ${cutting} of ${members.length} texts`]
      : []),
    ...(origin === null
      ? []
      : [
          `${origin.found} of ${members.length} come from ${origin.name}, which has ${Math.round(1000 * origin.prior) / 10} % of all records`,
        ]),
  ];
}

/** Descriptions of images and links are hidden too, but for a purpose. */
function isUnseen(hidden: AddressedSpan['hidden']): boolean {
  return hidden === 'comment' || hidden === 'style' || hidden === 'encoding';
}

const HIDING: Readonly<Record<NonNullable<AddressedSpan['hidden']>, string>> = {
  comment: 'a comment that no reader sees',
  style: 'an element that is styled so that no reader sees it',
  attribute: 'an attribute of an element',
  link: 'the title of a link',
  encoding: 'an encoded text',
};

function kindOf({ address }: AddressedSpan): string {
  if (address.imperative === 2) return 'command';
  return address.question === 2 ? 'question' : 'sentence';
}

function tellingTrait({ surprise, seams }: AddressedSpan): string {
  const traits: readonly (readonly [number, string])[] = [
    [surprise.address, 'clauses that turn to the reader like this are rare around it'],
    [surprise.prose, 'it is a sentence where there are hardly any'],
    [surprise.form, 'sentences here do not begin and end like this'],
    [surprise.topic, 'its words have nothing to do with the rest of the text'],
    [surprise.seams, seams === 2 ? 'it cuts a sentence in two' : 'it cuts a sentence short'],
  ];
  return traits.reduce((most, trait) => (trait[0] > most[0] ? trait : most))[1];
}
