import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { inspectPickle } from '../../../src/modelfiles/pickle/inspect-pickle.ts';
import { MemorySource } from '../../../src/modelfiles/sources/memory-source.ts';
import { inspectionContext } from '../inspection-context.ts';
import { assemblePickle, type Instruction } from './assemble-pickle.ts';

type Reading = 'value' | 'other value' | 'error';

interface Case {
  readonly name: string;
  readonly program: readonly Instruction[];
  /** What CPython 3.11.7 makes of it: its two unpicklers, and the two functions of `pickletools`. */
  readonly readers: Readonly<Record<'C' | 'Python' | 'genops' | 'dis', Reading>>;
  /** Disagreement and agreement on an error are refused; agreement on a value follows the policy. */
  readonly expected: 'refused' | 'policy';
  /** Under the policy `data-only`. */
  readonly verdict: 'pass' | 'fail';
  readonly rule?: string;
}

const cases: readonly Case[] = JSON.parse(
  readFileSync(new URL('./cases/readers-differ.json', import.meta.url), 'utf8'),
);

describe('places at which readers of pickles differ', () => {
  for (const { name, program, readers, expected, verdict, rule } of cases) {
    it(name, () => {
      const agree = Object.values(readers).every((reading) => reading === 'value');
      assert.equal(expected, agree ? 'policy' : 'refused');
      if (expected === 'refused') assert.equal(verdict, 'fail');
      const source = new MemorySource(assemblePickle(program));
      const { problems } = inspectPickle(source, inspectionContext());
      const fails = problems.filter(({ decision }) => decision === 'fail');
      assert.equal(fails.length > 0 ? 'fail' : 'pass', verdict);
      const rules = fails.map((problem) => problem.rule);
      if (rule !== undefined) assert.ok(rules.includes(rule), `${rule} is not among ${rules}`);
      assert.ok(fails.every(({ offset }) => offset !== null));
    });
  }
});
