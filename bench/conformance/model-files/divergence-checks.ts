import { readFileSync } from 'node:fs';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import {
  assemblePickle,
  type Instruction,
} from '../../../test/modelfiles/pickle/assemble-pickle.ts';
import type { ConformanceCheck } from '../suite.ts';

const CASES = new URL('../../../test/modelfiles/pickle/cases/readers-differ.json', import.meta.url);

interface Case {
  readonly name: string;
  readonly program: readonly Instruction[];
  readonly expected: 'refused' | 'policy';
  /** Under the policy `data-only`. */
  readonly verdict: 'pass' | 'fail';
}

/**
 * Where readers of pickles disagree, or agree on an error, a file does not pass; where they agree on
 * a value, the policy decides.
 *
 * @param published how many cases the collection lists
 */
export async function divergenceChecks(published: number): Promise<readonly ConformanceCheck[]> {
  const cases: readonly Case[] = JSON.parse(readFileSync(CASES, 'utf8'));
  const exceptions: ConformanceCheck[] = [];
  let refused = 0;
  for (const { name, program, expected, verdict } of cases) {
    const report = await scanModelFile(assemblePickle(program), { name: 'case.pkl' });
    const passes = report.verdict === 'pass';
    if (!passes) refused += 1;
    const fits = expected === 'refused' ? !passes : passes === (verdict === 'pass');
    if (fits) continue;
    const detail = `${expected} is expected, and it is ${report.verdict}: ${report.rule}`;
    exceptions.push({ name, outcome: 'differs', detail });
  }
  const enough = cases.length >= published;
  return [
    {
      name: 'cases in which readers of pickles differ',
      outcome: exceptions.length === 0 && enough ? 'same' : 'differs',
      detail: `${cases.length} of at least ${published}: ${refused} refused, ${cases.length - refused} passed, ${exceptions.length} not as expected`,
    },
    ...exceptions,
  ];
}
