import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';

/** Small files that would have a scanner hold many times their size, and not end. */
const BOMBS: Readonly<
  Record<string, readonly [name: string, content: string, rule: string, verdict: string]>
> = {
  'a pickle of more calls than any model makes': [
    'a.pkl',
    `\x80\x02ccollections\nOrderedDict\n${'2)R0'.repeat(4_000_001)}.`,
    'pickle.limit',
    'inconclusive',
  ],
  'a pickle of more names than any model imports': [
    'a.pkl',
    `\x80\x02${Array.from({ length: 100_001 }, (_, index) => `ca\nb${index}\n0`).join('')}N.`,
    'pickle.forbidden-name',
    'fail',
  ],
  'a configuration of a million objects': [
    'config.json',
    `[${'{},'.repeat(1_000_000)}{}]`,
    'json.limit',
    'inconclusive',
  ],
  'requirements of a million lines': [
    'requirements.txt',
    'a==1\n'.repeat(1_000_000),
    'requirements.limit',
    'inconclusive',
  ],
  'requirements in one line that goes on and on': [
    'requirements.txt',
    'a\\\n'.repeat(190_000),
    'requirements.unreadable',
    'held',
  ],
};

describe('a file takes a multiple of its size to look at', () => {
  for (const [what, [name, content, rule, verdict]] of Object.entries(BOMBS)) {
    it(what, async () => {
      const report = await scanModelFile(Buffer.from(content, 'latin1'), { name });
      assert.deepEqual([report.verdict, report.rule], [verdict, rule]);
    });
  }
});
