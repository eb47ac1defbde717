import { compareSet } from './cleanlab/compare-set.ts';
import { readGolden } from './cleanlab/golden.ts';
import { readSet } from './cleanlab/read-set.ts';
import type { ConformanceCheck, ConformanceSuite } from './suite.ts';

/** Confident learning against outputs of cleanlab on published probabilities (`cleanlab/golden.json`). */
export const cleanlab: ConformanceSuite = {
  name: 'confident learning as cleanlab computes it',
  async run({ corpora, data }) {
    const golden = await readGolden(corpora);
    if (golden === undefined) return undefined;
    const checks: ConformanceCheck[] = [];
    for (const [name, expected] of Object.entries(golden)) {
      const set = await readSet(data, name);
      if (set === undefined) {
        checks.push({
          name,
          outcome: 'absent',
          detail: 'its labels or probabilities are not there',
        });
        continue;
      }
      for (const check of compareSet(set, expected))
        checks.push({ ...check, name: `${name} ${check.name}` });
    }
    return checks;
  },
};
