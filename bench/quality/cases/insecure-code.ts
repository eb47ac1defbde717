import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findWeaknesses } from '../../../src/core/code/find-weaknesses.ts';
import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { shareText } from '../evaluation/number-words.ts';
import { auroc } from '../metrics/auroc.ts';

const FOLDER = 'poison-code-poisonpy';
const LEAST_AREA = 0.85;
/** One in fifty: some of the published twins are weak in another way. */
const MOST_TWINS = 0.02;

interface Snippet {
  readonly text: string;
  readonly code: string;
  readonly is_poisoned?: number;
}

/** PoisonPy (Cotroneo et al. 2024): vulnerable snippets without a trigger, and their secure twins. */
export const insecureCode: EvaluationCase = {
  id: 'code-poisonpy',
  title: 'poison-code-poisonpy, 120 vulnerable snippets among 688',
  must: 'AUROC ≥ 0.85; secure twins not flagged, at most 2 % of them with a weakness; no suspected-poisoning',
  async run({ data, scans }) {
    const read = (file: string): Promise<string> => readFile(join(data, FOLDER, file), 'utf8');
    const mixed = (await read('mixed_all120.jsonl'))
      .split('\n')
      .filter((line) => line !== '')
      .map((line): Snippet => JSON.parse(line));
    const twins: readonly Snippet[] = JSON.parse(await read('120_clean.json'));
    const planted = Uint8Array.from(mixed, ({ is_poisoned: poisoned = 0 }) => poisoned);
    const { scanned } = await scans.scanTable(() => ({ table: tableOf(mixed) }));
    const secure = await scans.scanTable(() => ({ table: tableOf(twins) }));
    const area = auroc(scanned.risk, planted);
    const weak = twins.filter(({ code }) => findWeaknesses(code).length > 0).length / twins.length;
    const flagged = secure.scanned.flagged.reduce((sum, flag) => sum + flag, 0);
    const { ladder } = scanned.report;
    return {
      met:
        area >= LEAST_AREA &&
        weak <= MOST_TWINS &&
        flagged === 0 &&
        ladder !== 'suspected-poisoning',
      measured: `AUROC ${shareText(area)}; ${flagged} twins flagged, ${shareText(weak)} with a weakness; ladder ${ladder}`,
      details: [{ auroc: area, twinsFlagged: flagged, twinsWeak: weak, ladder }],
    };
  },
};

function tableOf(snippets: readonly Snippet[]) {
  return {
    header: ['text', 'code'],
    rows: snippets.map(({ text, code }) => [text, code]),
    text: 0,
    label: 1,
  };
}
