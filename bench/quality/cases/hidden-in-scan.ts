import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { generateHiddenCorpus } from '../hidden-corpus.ts';

const SEED = 20_260_101;
const SAMPLES_OF_EACH = 10;
const CHECK = 'hidden-characters';

/** The generated corpus of hidden characters as one unlabelled file. */
export const hiddenInScan: EvaluationCase = {
  id: 'hidden-characters',
  title: 'hidden characters: a generated corpus of 12 families in 5 scripts, and legitimate uses',
  must: 'every planted record found, no legitimate one',
  async run({ scans }) {
    const samples = generateHiddenCorpus(SEED, SAMPLES_OF_EACH).filter(
      ({ startsFile }) => !startsFile,
    );
    const table = { header: ['text'], rows: samples.map(({ text }) => [text]), text: 0, label: -1 };
    const { scanned } = await scans.scanTable(() => ({ table }));
    const ids = new Set(
      scanned.report.findings.filter(({ check }) => check.id === CHECK).map(({ id }) => id),
    );
    const isFound = (row: number): boolean =>
      scanned.findings.get(row)?.some((id) => ids.has(id)) ?? false;
    const rows = samples.map((sample, row) => ({ ...sample, found: isFound(row) }));
    const planted = rows.filter(({ family }) => family !== null);
    const legitimate = rows.filter(({ family }) => family === null);
    const missed = planted.filter(({ found }) => !found);
    const wrong = legitimate.filter(({ found }) => found);
    const cells = (all: typeof rows): string =>
      [...new Set(all.map(({ family, setting }) => `${family ?? 'legitimate'}/${setting}`))].join(
        ', ',
      );
    return {
      met: missed.length === 0 && wrong.length === 0,
      measured: [
        `${planted.length - missed.length} of ${planted.length} planted found, ${wrong.length} of ${legitimate.length} legitimate flagged`,
        ...(missed.length === 0 ? [] : [`missed: ${cells(missed)}`]),
        ...(wrong.length === 0 ? [] : [`wrongly: ${cells(wrong)}`]),
      ].join('; '),
      details: [...missed, ...wrong].map(({ text, family, setting }) => ({
        text,
        family,
        setting,
      })),
    };
  },
};
