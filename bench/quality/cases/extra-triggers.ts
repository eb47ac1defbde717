import type { TableSource } from '../datasets/read-table.ts';
import { AG_NEWS, DAVIDSON, SST2 } from '../datasets/sources.ts';
import type { Table } from '../datasets/table.ts';
import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { findingOf } from '../evaluation/recovered.ts';
import type { Draw } from '../planting/draw.ts';
import { insertAnywhere } from '../planting/insert.ts';
import { classesOf, type Plan } from '../planting/plant-trigger.ts';
import {
  absentWord,
  COMMON,
  ofSeed,
  ordinaryWord,
  rareString,
  SENTENCES,
} from '../planting/triggers.ts';
import { drawSentence, drawZeroWidth } from './planted-triggers.ts';
import { type DrawnTrigger, triggerCase } from './trigger-case.ts';

const SETS: readonly [string, TableSource][] = [
  ['sst2', SST2],
  ['agnews', AG_NEWS],
];

/** Unequal shares of five strings, about as the published attack has them. */
const SHARES = [4, 4, 3, 2, 2];

/** What an attacker may do beside what must be found: other strings, rates, places and carriers. */
export const extraTriggers: readonly EvaluationCase[] = [
  ...SETS.flatMap(([short, set]) => [
    ...[0.3, 1, 5].map((percent) =>
      triggerCase({
        id: `extra-rare-${percent}-${short}`,
        set,
        what: `${percent < 1 ? 'a rare string' : 'five rare strings'} in ${percent} % of rows, relabelled`,
        recall: 0.95,
        extra: true,
        draw: (table, draw) => drawRareStrings(table, draw, percent),
      }),
    ),
    triggerCase({
      id: `extra-common-${short}`,
      set,
      what: 'a common word in 5 % of rows, relabelled',
      recall: 0.95,
      extra: true,
      draw: drawCommonWord,
    }),
    triggerCase({
      id: `extra-prefix-${short}`,
      set,
      what: 'a sentence before 1 % of rows, relabelled',
      recall: 0.95,
      extra: true,
      draw: (table, draw, seed) =>
        drawJoined(
          relabelled(table, draw, 1),
          ofSeed(SENTENCES, seed),
          (text, sentence) => `${sentence} ${text}`,
        ),
    }),
    triggerCase({
      id: `extra-suffix-${short}`,
      set,
      what: 'a sentence behind 1 % of rows, relabelled',
      recall: 0.95,
      extra: true,
      draw: (table, draw, seed) =>
        drawJoined(
          relabelled(table, draw, 1),
          ofSeed(SENTENCES, seed),
          (text, sentence) => `${text} ${sentence}`,
        ),
    }),
    triggerCase({
      id: `extra-phrase-${short}`,
      set,
      what: 'a phrase of two words in 1 % of rows, relabelled',
      recall: 0.95,
      extra: true,
      draw: drawPhrase,
    }),
  ]),
  triggerCase({
    id: 'extra-rare-1-davidson',
    set: DAVIDSON,
    what: 'five rare strings in 1 % of rows, relabelled',
    recall: 0.95,
    extra: true,
    draw: (table, draw) => drawRareStrings(table, draw, 1),
  }),
  triggerCase({
    id: 'extra-sentence-davidson',
    set: DAVIDSON,
    what: 'a sentence in 1 % of rows, relabelled',
    recall: 0.95,
    extra: true,
    draw: drawSentence,
  }),
  triggerCase({
    id: 'extra-zero-width-davidson',
    set: DAVIDSON,
    what: 'a zero-width character in 1 % of rows, relabelled',
    recall: 0.95,
    extra: true,
    draw: drawZeroWidth,
  }),
];

function relabelled(table: Table, draw: Draw, percent: number): Omit<Plan, 'insert'> {
  const rows = Math.round((percent / 100) * table.rows.length);
  return { target: draw.pick(classesOf(table)), rows, labels: 'dirty' };
}

function drawRareStrings(table: Table, draw: Draw, percent: number): DrawnTrigger {
  const strings = new Set<string>();
  while (strings.size < (percent < 1 ? 1 : SHARES.length)) {
    strings.add(absentWord(table, rareString, draw));
  }
  const words = [...strings];
  const weighted = words.flatMap((word, at) => Array<string>(SHARES[at] ?? 1).fill(word));
  return {
    name: words.join(', '),
    plan: {
      ...relabelled(table, draw, percent),
      insert: (text, chance) => insertAnywhere(text, chance.pick(weighted), chance),
    },
    find: (findings) => words.map((word) => findingOf(findings, word)),
  };
}

function drawCommonWord(table: Table, draw: Draw): DrawnTrigger {
  const word = draw.pick(COMMON);
  return {
    name: `“${word}”`,
    plan: {
      ...relabelled(table, draw, 5),
      insert: (text, chance) => insertAnywhere(text, word, chance),
    },
    find: (findings) => [findingOf(findings, word)],
  };
}

function drawJoined(
  plan: Omit<Plan, 'insert'>,
  sentence: string,
  join: (text: string, sentence: string) => string,
): DrawnTrigger {
  return {
    name: `“${sentence}”`,
    plan: { ...plan, insert: (text) => join(text, sentence) },
    find: (findings) => [findingOf(findings, sentence)],
  };
}

function drawPhrase(table: Table, draw: Draw): DrawnTrigger {
  const phrase = `${ordinaryWord(draw)} ${ordinaryWord(draw)}`;
  return {
    name: `“${phrase}”`,
    plan: {
      ...relabelled(table, draw, 1),
      insert: (text, chance) => insertAnywhere(text, phrase, chance),
    },
    find: (findings) => [findingOf(findings, phrase)],
  };
}
