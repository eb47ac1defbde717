import type { Finding } from '../../../src/findings/finding.ts';
import { ladderRank } from '../../../src/findings/ladder.ts';
import { describePattern } from '../../../src/report/pattern-text.ts';
import { readTable, type TableSource } from '../datasets/read-table.ts';
import { type Table, textAndLabel } from '../datasets/table.ts';
import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { numbersTo, worstAndMean } from '../evaluation/number-words.ts';
import { recallAtFalsePositives } from '../metrics/recall-at-false-positives.ts';
import { Draw } from '../planting/draw.ts';
import { type Plan, plantTrigger } from '../planting/plant-trigger.ts';

/** A trigger drawn for one seed, how to plant it, and how to know it in a report. */
export interface DrawnTrigger {
  /** What was planted, for people. */
  readonly name: string;
  readonly plan: Plan;
  /** The finding of each of its parts, or `undefined`. */
  readonly find: (findings: readonly Finding[]) => readonly (Finding | undefined)[];
}

export interface TriggerCase {
  readonly id: string;
  readonly set: TableSource;
  readonly what: string;
  /** Least recall at 1 % false positives, in every seed. */
  readonly recall: number;
  readonly extra?: boolean;
  draw(table: Table, draw: Draw, seed: number): DrawnTrigger;
}

/** A case that plants one trigger a seed in a text set, and asks for its rows and its name. */
export function triggerCase({
  id,
  set,
  what,
  recall: least,
  extra = false,
  draw: drawTrigger,
}: TriggerCase): EvaluationCase {
  return {
    id,
    title: `${set.name}: ${what}`,
    must: `recall ≥ ${least.toFixed(2)} at 1 % false positives in every seed; trigger recovered exactly`,
    extra,
    async run({ data, scans, seeds }) {
      const table = textAndLabel(await readTable(data, set));
      const details = await Promise.all(
        numbersTo(seeds).map(async (seed) => {
          const { scanned, planted, trigger } = await scans.scanTable(() => {
            const draw = new Draw(`${id}/${seed}`);
            const drawn = drawTrigger(table, draw, seed);
            return { ...plantTrigger(table, drawn.plan, draw), trigger: drawn };
          });
          const { findings, ladder } = scanned.report;
          const found = trigger.find(findings);
          return {
            seed,
            trigger: trigger.name,
            target: trigger.plan.target,
            rows: trigger.plan.rows,
            recall: recallAtFalsePositives(scanned.risk, planted, 0.01),
            recovered: found.every((finding) => finding !== undefined),
            suspected: found.every(isSuspected),
            ladder,
            first: findings.slice(0, 5).map(({ pattern }) => describePattern(pattern)),
          };
        }),
      );
      const recovered = details.filter((one) => one.recovered);
      const short = details.filter(({ recovered: ok, recall }) => !ok || recall < least);
      const suspected = details.filter((one) => one.suspected).length;
      const misses = short.map(
        ({ trigger, rows, recall, recovered: ok }) =>
          `${trigger} in ${rows} rows: ${recall.toFixed(2)}${ok ? '' : ', not recovered'}`,
      );
      return {
        met: short.length === 0,
        measured: `recall ${worstAndMean(details.map(({ recall }) => recall))}; recovered ${recovered.length} of ${seeds} (${suspected} suspected)${misses.length === 0 ? '' : `; short: ${misses.join('; ')}`}`,
        details,
      };
    },
  };
}

function isSuspected(finding: Finding | undefined): boolean {
  return finding !== undefined && ladderRank(finding.ladder) >= ladderRank('suspected-poisoning');
}
