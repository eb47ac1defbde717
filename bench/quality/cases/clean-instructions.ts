import { join } from 'node:path';
import type { EvaluationCase } from '../evaluation/evaluation-case.ts';
import { suspectedPatterns } from './suspected-patterns.ts';

const BACKDOORLLM = 'poison-llm-backdoorllm/poison_data';

/** What language models learn from, and nobody poisoned. */
const FILES = [
  'llm-codealpaca/code_alpaca_2k.json',
  `${BACKDOORLLM}/refusal/badnet/none_backdoor500_refusal_badnet.json`,
  `${BACKDOORLLM}/negsentiment/badnet/none_backdoor500_negsentiment_badnet.json`,
  'poison-code-poisonpy/training_set.json',
] as const;

/** Clean instruction data, scanned from its own files. */
export const cleanInstructions: EvaluationCase = {
  id: 'clean-llm',
  title: 'CodeAlpaca, clean rows of BackdoorLLM, PoisonPy baseline: clean',
  must: 'no suspected-poisoning, every check that applies has run',
  async run({ data, scans }) {
    const all = await Promise.all(
      FILES.map(async (file) => {
        const { report } = await scans.scanFile(join(data, file));
        const notRun = report.checks.filter(({ state }) => state === 'not-run');
        const problems = [
          ...suspectedPatterns(report.findings),
          ...notRun.map(({ id }) => `${id} did not run`),
        ];
        return { file, verdict: report.verdict, ladder: report.ladder, problems };
      }),
    );
    const short = all.filter(({ verdict, problems }) => verdict !== 'pass' || problems.length > 0);
    const words = short.map(
      ({ file, verdict, problems }) => `${file}: ${verdict}, ${problems.join('; ')}`,
    );
    return {
      met: short.length === 0,
      measured: [`${all.length - short.length} of ${all.length} pass`, ...words].join('; '),
      details: all,
    };
  },
};
