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
    /** Records to fit the probe model on, by fold, and to predict; none where absent. */
    probe: { type: 'string' },
    'peer-documents': { type: 'string', default: '50000' },
  },
});

interface TimedProbe {
  readonly seconds: number;
  readonly modelSeconds: number;
  readonly processorSeconds: number;
  readonly megabytes: number;
  readonly trainedOn: number;
}

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

/** What a script prints about a file of so many records. */
async function timed<Printed>(folder: string, name: string, records: number): Promise<Printed> {
  const path = join(folder, `records-${records}.jsonl`);
  await makeRecords(path, records);
  const printed = execFileSync(process.execPath, [script(name), path, String(MEMORY)], {
    encoding: 'utf8',
  });
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
    const { seconds, megabytes, records } = await timed<TimedScan>(
      folder,
      './timed-scan.ts',
      Number(size),
    );
    const each = (seconds / records) * 1e6;
    process.stdout.write(
      `| scan of ${records.toLocaleString('en')} records of 20–30 words, every detector | ${seconds.toFixed(1)} | ${each.toFixed(0)} | ${Math.round(megabytes)} MB |\n`,
    );
  }
  if (values.probe !== undefined) {
    const records = Number(values.probe);
    const probe = await timed<TimedProbe>(folder, './timed-probe.ts', records);
    const each = (probe.seconds / records) * 1e6;
    process.stdout.write(
      `| probe model of ${records.toLocaleString('en')} records: read, fitted by fold on ${Math.round(probe.trainedOn).toLocaleString('en')}, all predicted (model alone ${probe.modelSeconds.toFixed(1)} s; ${probe.processorSeconds.toFixed(0)} s of CPU) | ${probe.seconds.toFixed(1)} | ${each.toFixed(0)} | ${Math.round(probe.megabytes)} MB |\n`,
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
