import { HIDDEN_FAMILIES, type HiddenFamily } from '../../src/core/characters/families.ts';
import { findHidden } from '../../src/core/characters/hidden.ts';
import { seededRandom } from '../../src/numerics/seeded-random.ts';
import { HOST_SCRIPTS, HOST_SENTENCES, type HostScript } from './hidden-corpus/host-sentences.ts';
import {
  type Planting,
  plantBidiControl,
  plantControl,
  plantFiller,
  plantJoiner,
  plantSpace,
  plantTags,
  plantVariationSelector,
  plantZeroWidth,
} from './hidden-corpus/invisible-plantings.ts';
import { legitimateUses } from './hidden-corpus/legitimate-uses.ts';
import {
  plantCompatibility,
  plantHomoglyph,
  plantMarks,
  plantStranger,
} from './hidden-corpus/lookalike-plantings.ts';
import { Chance, type Planted } from './hidden-corpus/place.ts';

export interface HiddenSample {
  readonly text: string;
  /** What was planted, or null for a legitimate use. */
  readonly family: HiddenFamily | null;
  /** Script of the host sentence, or the kind of legitimate use. */
  readonly setting: string;
  readonly planted: readonly Pick<Planted, 'start' | 'end'>[];
  readonly startsFile: boolean;
}

const PLANTINGS: Readonly<Record<HiddenFamily, Planting>> = {
  'zero-width': plantZeroWidth,
  joiners: plantJoiner,
  'bidi-controls': plantBidiControl,
  'tag-characters': plantTags,
  'variation-selectors': plantVariationSelector,
  'unusual-spaces': plantSpace,
  'control-characters': plantControl,
  'soft-hyphens-and-fillers': plantFiller,
  homoglyphs: plantHomoglyph,
  'mixed-scripts': plantStranger,
  compatibility: plantCompatibility,
  'combining-marks': plantMarks,
};

/** Letters that a planting needs in its host sentence. */
const NEEDS: Readonly<Partial<Record<HiddenFamily, Partial<Record<HostScript, RegExp>>>>> = {
  homoglyphs: { Han: /[口力二工八夕]/u },
  compatibility: {
    Han: /[一人力口大小山工心日月木水火用比行金年更不利]/u,
    Latin: /(?<!\p{L})[A-Za-z]{3,}(?!\p{L})/u,
  },
};

function hostsFor(family: HiddenFamily, script: HostScript): readonly string[] {
  const needed = NEEDS[family]?.[script];
  const hosts = HOST_SENTENCES[script];
  return needed === undefined ? hosts : hosts.filter((host) => needed.test(host));
}

/** One to three sentences on lines of their own, each but one by chance with its planting. */
function plantedSample(family: HiddenFamily, script: HostScript, chance: Chance): HiddenSample {
  const hosts = hostsFor(family, script);
  const count = chance.between(1, 3);
  const sure = chance.below(count);
  const planted: Pick<Planted, 'start' | 'end'>[] = [];
  let text = '';
  for (let at = 0; at < count; at++) {
    const host = chance.pick(hosts);
    if (at > 0) text += '\n';
    if (at === sure || chance.below(2) === 0) {
      const sentence = PLANTINGS[family](host, script, chance);
      planted.push({ start: text.length + sentence.start, end: text.length + sentence.end });
      text += sentence.text;
    } else text += host;
  }
  return { text, family, setting: script, planted, startsFile: false };
}

/**
 * The corpus of hidden characters: so many samples of every family in every host script, and after
 * them all legitimate uses. Same seed, same corpus.
 */
export function generateHiddenCorpus(seed: number, samplesOfEach: number): HiddenSample[] {
  const chance = new Chance(seededRandom(seed));
  const samples: HiddenSample[] = [];
  for (const family of HIDDEN_FAMILIES) {
    for (const script of HOST_SCRIPTS) {
      if (hostsFor(family, script).length === 0) continue;
      for (let at = 0; at < samplesOfEach; at++)
        samples.push(plantedSample(family, script, chance));
    }
  }
  for (const { kind, text, startsFile = false } of legitimateUses()) {
    samples.push({ text, family: null, setting: kind, planted: [], startsFile });
  }
  return samples;
}

export interface CellMeasure {
  readonly family: HiddenFamily;
  readonly script: string;
  readonly planted: number;
  readonly found: number;
}

export interface HiddenMeasure {
  readonly cells: readonly CellMeasure[];
  readonly legitimate: number;
  /** Legitimate texts in which something was flagged. */
  readonly falselyFlagged: readonly HiddenSample[];
  /** Samples of which a planting was missed. */
  readonly missed: readonly HiddenSample[];
  /** Samples in which something was flagged beside what was planted. */
  readonly strayed: readonly HiddenSample[];
}

/** Counts plantings found, of the right family at the right place, and everything flagged wrongly. */
export function measureHiddenCorpus(samples: readonly HiddenSample[]): HiddenMeasure {
  const cells = new Map<
    string,
    { family: HiddenFamily; script: string; planted: number; found: number }
  >();
  const falselyFlagged: HiddenSample[] = [];
  const missed: HiddenSample[] = [];
  const strayed: HiddenSample[] = [];
  let legitimate = 0;
  for (const sample of samples) {
    const occurrences = findHidden(sample.text, { startsFile: sample.startsFile });
    if (sample.family === null) {
      legitimate++;
      if (occurrences.length > 0) falselyFlagged.push(sample);
      continue;
    }
    const { family, setting: script } = sample;
    const key = `${family}/${script}`;
    const cell = cells.get(key) ?? { family, script, planted: 0, found: 0 };
    cells.set(key, cell);
    const hit = sample.planted.filter(({ start, end }) =>
      occurrences.some((one) => one.family === family && one.start < end && one.end > start),
    );
    cell.planted += sample.planted.length;
    cell.found += hit.length;
    if (hit.length < sample.planted.length) missed.push(sample);
    const isStray = occurrences.some(
      (one) => !sample.planted.some(({ start, end }) => one.start < end && one.end > start),
    );
    if (isStray) strayed.push(sample);
  }
  return { cells: [...cells.values()], legitimate, falselyFlagged, missed, strayed };
}
