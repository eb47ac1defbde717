import { scan } from '../../src/screening/scan.ts';
import type { ScannedDataset } from './evaluation/scanned-dataset.ts';

/** Child process of the scan pool: scans one path after the other, as a user without flags would. */
process.on('message', async (path: string) => {
  try {
    process.send?.({ scanned: await scanned(path) });
  } catch (error) {
    const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.send?.({ failed: cause });
  }
});

async function scanned(path: string): Promise<ScannedDataset> {
  const { report, scores } = await scan({ paths: [path] });
  const findings = new Map<number, string[]>();
  for (let row = 0; row < scores.risk.length; row++) {
    const ids = scores.findingsOf(row).map((index) => scores.findingIds[index] ?? '');
    if (ids.length > 0) findings.set(row, ids);
  }
  return { report, risk: scores.risk, flagged: scores.flagged, findings };
}
