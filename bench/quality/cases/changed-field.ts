import type { Finding } from '../../../src/findings/finding.ts';
import { describePattern } from '../../../src/report/pattern-text.ts';
import { readTable } from '../datasets/read-table.ts';
import { ADULT } from '../datasets/sources.ts';
import type { Table } from '../datasets/table.ts';
import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { shareText, worstAndMean } from '../evaluation/number-words.ts';
import { recallAtFalsePositives } from '../metrics/recall-at-false-positives.ts';
import { changeLabels, type FieldTrigger, fieldTriggers } from '../planting/change-labels.ts';
import { Draw } from '../planting/draw.ts';

const BOUNDS = { changed: [0.004, 0.006], purity: 0.97 } as const;
const DRAWS_PER_SEED = 4;
const LEAST_NAMED = 0.9;
const LEAST_RECALL = 0.95;

/** A value of a field as trigger: no text, no new value, only labels change. */
export const changedField: EvaluationCase = {
  id: 'changed-field-adult',
  title: 'Adult: label changed where an unremarkable value of a field occurs, 0.5 % of rows',
  must: 'field and value named first in ≥ 18 of 20 draws; mean recall ≥ 0.95 at 1 % false positives',
  async run({ data, scans, seeds }) {
    const table = await readTable(data, ADULT);
    const draw = new Draw('changed-field-adult');
    const count = DRAWS_PER_SEED * seeds;
    const triggers = draw.some(fieldTriggers(table, BOUNDS), count);
    const details = await Promise.all(
      triggers.map(async (trigger) => {
        const { scanned, planted } = await scans.scanTable(
          () => changeLabels(table, trigger),
          'csv',
        );
        const { findings, ladder } = scanned.report;
        const [first] = findings;
        return {
          field: nameOf(trigger),
          target: trigger.target.trim(),
          changed: trigger.changed,
          unchanged: trigger.rows - trigger.changed,
          named: first === undefined ? 'no' : howNamed(first, { trigger, table }),
          recall: recallAtFalsePositives(scanned.risk, planted, 0.01),
          ladder,
          first: findings.slice(0, 5).map(({ pattern }) => describePattern(pattern)),
        };
      }),
    );
    const named = details.filter((one) => one.named !== 'no');
    const alone = details.filter((one) => one.named === 'alone');
    const recalls = details.map(({ recall }) => recall);
    const mean = recalls.reduce((sum, recall) => sum + recall, 0) / count;
    const short = details
      .filter((one) => one.named === 'no' || one.recall < LEAST_RECALL)
      .map(
        (one) =>
          `${one.field} to ${one.target} (${one.changed} changed, ${one.unchanged} not): named ${one.named}, ${shareText(one.recall)}`,
      );
    return {
      met: named.length >= LEAST_NAMED * count && mean >= LEAST_RECALL,
      measured: `named first in ${named.length} of ${count} (${alone.length} alone); recall ${worstAndMean(recalls)}${short.length === 0 ? '' : `; short: ${short.join('; ')}`}`,
      details,
    };
  },
};

function nameOf({ column, value }: FieldTrigger): string {
  return `column ${column + 1} = ${value}`;
}

interface Planted {
  readonly trigger: FieldTrigger;
  readonly table: Table;
}

/** Whether a finding names the value: alone, with another field beside it, or not. */
function howNamed({ pattern }: Finding, { trigger, table }: Planted): 'alone' | 'in a pair' | 'no' {
  if (pattern.kind !== 'field-values') return 'no';
  const isNamed = pattern.fields.some(({ field, value }) => {
    const column = Number(field.replace('column ', '')) - 1;
    return sameRows({ column, value }, { trigger, table });
  });
  if (!isNamed) return 'no';
  return pattern.fields.length === 1 ? 'alone' : 'in a pair';
}

/** The value itself, or one that stands in exactly the same rows: `Masters` and its number, 14. */
function sameRows(
  { column, value }: { column: number; value: string },
  { trigger, table }: Planted,
): boolean {
  return table.rows.every(
    (row) => (row[column]?.trim() === value) === (row[trigger.column]?.trim() === trigger.value),
  );
}
