import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import type { ConformanceCheck } from '../suite.ts';
import { widestPolicy } from './fitting-policy.ts';
import type { Sample } from './read-manifests.ts';

/** No attack passes, under the narrowest policy or under all of them together. */
export async function maliciousChecks(
  samples: readonly Sample[],
): Promise<readonly ConformanceCheck[]> {
  const policies = { 'data-only': 'data-only', 'every library': widestPolicy() };
  const checks: ConformanceCheck[] = [];
  for (const [name, policy] of Object.entries(policies)) {
    const counts = { pass: 0, fail: 0, held: 0, inconclusive: 0 };
    const exceptions: ConformanceCheck[] = [];
    for (const sample of samples) {
      const { verdict, findings } = await scanModelFile(sample.path, { policy });
      counts[verdict] += 1;
      const crashed = findings.some(({ rule }) => rule === 'scan.internal-error');
      if (verdict === 'pass' || crashed) {
        const detail = crashed ? 'crashed' : `passes under ${name}`;
        exceptions.push({ name: sample.name, outcome: 'differs', detail });
      }
    }
    const { fail, held, inconclusive } = counts;
    checks.push(
      {
        name: `malicious samples under ${name}`,
        outcome: exceptions.length === 0 ? 'same' : 'differs',
        detail: `${samples.length - counts.pass} of ${samples.length} not passed (${fail} fail, ${inconclusive} inconclusive, ${held} held)`,
      },
      ...exceptions,
    );
  }
  return checks;
}
