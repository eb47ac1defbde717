import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeRecords } from './make-records.ts';

const { values } = parseArgs({
  options: {
    /** Sizes of the scans, in records. */
    records: { type: 'string', multiple: true, default: ['1000', '500000', '1000000', '5000000'] },
    kernels: { type: 'boolean', default: false },
    'peer-documents': { type: 'string', default: '50000' },
  },
});

interface TimedScan {
  readonly seconds: number;
  readonly megabytes: number;
  readonly records: number;
  readonly verdict: string;
}

const MEMORY = 2 ** 31;

function script(name: string): string {
  return new URL(name, import.meta.url).pathname;
}

async function timeScan(folder: string, records: number): Promise<TimedScan> {
  const path = join(folder, `records-${records}.jsonl`);
  await makeRecords(path, records);
  const printed = execFileSync(
    process.execPath,
    [script('./timed-scan.ts'), path, String(MEMORY)],
    { encoding: 'utf8' },
  );
  rmSync(path);
  return JSON.parse(printed);
}

const folder = mkdtempSync(join(tmpdir(), 'credence-bench-'));
try {
  process.stdout.write(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}\n\n`,
  );
  process.stdout.write('| work | seconds | µs a record | peak memory |\n|---|---|---|---|\n');
  for (const size of values.records) {
    const { seconds, megabytes, records } = await timeScan(folder, Number(size));
    const each = (seconds / records) * 1e6;
    process.stdout.write(
      `| scan of ${records.toLocaleString('en')} records of 20–30 words, every detector | ${seconds.toFixed(1)} | ${each.toFixed(0)} | ${Math.round(megabytes)} MB |\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
if (values.kernels) {
  process.stdout.write('\n');
  execFileSync(
    process.execPath,
    [script('./kernels.ts'), '--peer-documents', values['peer-documents']],
    { stdio: 'inherit' },
  );
}
