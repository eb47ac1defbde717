import { codePointName } from '../../../src/core/visible-text.ts';
import type { TableSource } from '../datasets/read-table.ts';
import { AG_NEWS, BANKING77, SST2 } from '../datasets/sources.ts';
import type { Table } from '../datasets/table.ts';
import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { findingOf, findingOfCharacter } from '../evaluation/recovered.ts';
import type { Draw } from '../planting/draw.ts';
import { insertAnywhere, insertInWord } from '../planting/insert.ts';
import { classesOf } from '../planting/plant-trigger.ts';
import {
  absentWord,
  madeUpWord,
  ofSeed,
  ordinaryWord,
  SENTENCES,
  ZERO_WIDTH,
} from '../planting/triggers.ts';
import { type DrawnTrigger, triggerCase } from './trigger-case.ts';

const SETS: readonly [string, TableSource][] = [
  ['sst2', SST2],
  ['agnews', AG_NEWS],
  ['banking77', BANKING77],
];

/** A sentence, a character without width, and a word that keeps its labels, each in three sets. */
export const plantedTriggers: readonly EvaluationCase[] = SETS.flatMap(([short, set]) => [
  triggerCase({
    id: `sentence-${short}`,
    set,
    what: 'a sentence in 1 % of rows, relabelled',
    recall: 0.95,
    draw: drawSentence,
  }),
  triggerCase({
    id: `zero-width-${short}`,
    set,
    what: 'a zero-width character in 1 % of rows, relabelled',
    recall: 0.95,
    draw: drawZeroWidth,
  }),
  triggerCase({
    id: `clean-label-${short}`,
    set,
    what: 'a word in 5 % of one class, labels unchanged',
    recall: 0.9,
    draw: drawCleanLabelWord,
  }),
]);

export function drawSentence(table: Table, draw: Draw, seed: number): DrawnTrigger {
  const sentence = ofSeed(SENTENCES, seed);
  return {
    name: `“${sentence}”`,
    plan: {
      insert: (text, chance) => insertAnywhere(text, sentence, chance),
      target: draw.pick(classesOf(table)),
      rows: Math.round(0.01 * table.rows.length),
      labels: 'dirty',
    },
    find: (findings) => [findingOf(findings, sentence)],
  };
}

export function drawZeroWidth(table: Table, draw: Draw, seed: number): DrawnTrigger {
  const character = ofSeed(ZERO_WIDTH, seed);
  return {
    name: codePointName(character.codePointAt(0) ?? 0),
    plan: {
      insert: (text, chance) => insertInWord(text, character, chance),
      target: draw.pick(classesOf(table)),
      rows: Math.round(0.01 * table.rows.length),
      labels: 'dirty',
    },
    find: (findings) => [findingOfCharacter(findings, character)],
  };
}

/** Made up in odd seeds, an ordinary word in even ones. */
function drawCleanLabelWord(table: Table, draw: Draw, seed: number): DrawnTrigger {
  const word = absentWord(table, seed % 2 === 1 ? madeUpWord : ordinaryWord, draw);
  const target = draw.pick(classesOf(table));
  const size = table.rows.filter((row) => row[table.label] === target).length;
  return {
    name: `“${word}”`,
    plan: {
      insert: (text, chance) => insertAnywhere(text, word, chance),
      target,
      rows: Math.max(1, Math.round(0.05 * size)),
      labels: 'clean',
    },
    find: (findings) => [findingOf(findings, word)],
  };
}
