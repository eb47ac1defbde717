import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import type { ModelFileFinding, ModelFileReport } from '../../../src/findings/model-file-report.ts';
import { scanModelFile } from '../../../src/modelfiles/scan-model-file.ts';
import type { ConformanceCheck } from '../suite.ts';
import { fittingPolicy } from './fitting-policy.ts';
import type { Sample } from './read-manifests.ts';

/** How many harmless files may be refused for a reason of their own. */
const MOST_REFUSED = 1;

/** Rules that say that a format is not one of those that are read. */
const OUTSIDE = /^(?:scan\.unknown-format|scan\.unsupported|[\w-]+\.(?:refused|unsupported))/;

type Standing =
  | 'passed'
  | 'held, approvable'
  | 'outside the formats'
  | 'damaged in the collection'
  | 'refused'
  | 'crashed';

/** Harmless files are usable under the policy that fits them. */
export async function benignChecks(
  samples: readonly Sample[],
): Promise<readonly ConformanceCheck[]> {
  const counts = new Map<Standing, number>();
  const exceptions: ConformanceCheck[] = [];
  for (const sample of samples) {
    const report = await scanModelFile(sample.path, { policy: fittingPolicy(sample.imports) });
    const standing = standingOf(report, sample);
    counts.set(standing, (counts.get(standing) ?? 0) + 1);
    if (standing === 'passed') continue;
    exceptions.push({
      name: sample.name,
      outcome: standing === 'crashed' ? 'differs' : 'tied',
      detail: `${standing}: ${report.rule}: ${deciding(report)?.summary ?? ''}`,
    });
  }
  const refused = counts.get('refused') ?? 0;
  const crashed = counts.get('crashed') ?? 0;
  return [
    {
      name: 'benign samples under the fitting policy',
      outcome: refused > MOST_REFUSED || crashed > 0 ? 'differs' : 'same',
      detail: `${[...counts].map(([standing, count]) => `${count} ${standing}`).join(', ')}; at most ${MOST_REFUSED} refused, none crashed`,
    },
    ...exceptions,
  ];
}

function standingOf(report: ModelFileReport, { path }: Sample): Standing {
  const finding = deciding(report);
  if (report.verdict === 'pass') return 'passed';
  if (report.rule === 'scan.internal-error') return 'crashed';
  if (report.verdict === 'held' && /approve/i.test(finding?.suggestedAction ?? ''))
    return 'held, approvable';
  if (OUTSIDE.test(report.rule) || isEncrypted(report)) return 'outside the formats';
  return isDamaged(path) ? 'damaged in the collection' : 'refused';
}

/** Nobody can look into an archive without its password. */
function isEncrypted({ findings }: ModelFileReport): boolean {
  return findings.some(({ rule, summary }) => rule === 'zip.flags' && /encrypt/.test(summary));
}

/**
 * A binary file that somebody kept as text: it is UTF-8 throughout, with replacement characters
 * (U+FFFD) in the places of the bytes that were none. No reader can load it any more.
 */
function isDamaged(path: string): boolean {
  const bytes = readFileSync(path);
  return isUtf8(bytes) && bytes.includes(0) && bytes.includes('\uFFFD');
}

function deciding(report: ModelFileReport): ModelFileFinding | undefined {
  const own = report.findings.find(({ decision }) => decision === report.verdict);
  if (own !== undefined) return own;
  const member = report.members.find(({ verdict }) => verdict === report.verdict);
  return member === undefined ? undefined : deciding(member);
}
