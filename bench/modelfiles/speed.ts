import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { DigestStream } from '../../src/core/digest.ts';
import { CACHED_ENVIRONMENT, preparePeers, runPeer } from '../peers/run-peer.ts';
import { makeLargeFile, makeTensors } from './make-tensors.ts';

const { values } = parseArgs({
  options: {
    /** Folder of the peers' Python environment, which is made where it is not there. */
    venv: { type: 'string', default: join(dirname(CACHED_ENVIRONMENT), 'model-scanners') },
    pickles: { type: 'string', default: '800' },
    tensors: { type: 'string', default: '200' },
    'tensor-megabytes': { type: 'string', default: '10' },
    'large-gigabytes': { type: 'string', default: '10' },
  },
});

const WANTED = { overPeers: 10, ofDigest: 0.7, megabytes: 300 } as const;
const PEERS = ['picklescan', 'modelscan'] as const;
const DIGEST_BYTES = 2 ** 29;

interface Measured {
  /** Of processor time. */
  readonly seconds: number;
  readonly wall: number;
  /** Of memory, at the most. */
  readonly megabytes: number;
}

interface TimedScan extends Measured {
  readonly bytes: number;
  readonly files: number;
  readonly passed: number;
}

function timeScan(path: string, policy: string): TimedScan {
  const script = new URL('./timed-scan.ts', import.meta.url).pathname;
  return JSON.parse(execFileSync(process.execPath, [script, path, policy], { encoding: 'utf8' }));
}

/** Bytes a second of SHA-256 alone, over a buffer that is in memory. */
function digestRate(): number {
  const chunk = Buffer.alloc(2 ** 20, 7);
  const digest = new DigestStream();
  const started = performance.now();
  for (let done = 0; done < DIGEST_BYTES; done += chunk.length) digest.update(chunk);
  digest.finish();
  return (DIGEST_BYTES / (performance.now() - started)) * 1e3;
}

function rateText(bytes: number, seconds: number): string {
  return `${(bytes / seconds / 1e6).toFixed(1)} MB/s`;
}

function row(...cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

/** Prints a target and whether it is met. */
function target(what: string, measured: string, met: boolean): void {
  row(what, measured, met ? 'yes' : '**no**');
  if (!met) process.exitCode = 1;
}

/**
 * Rates are of instructions, without the elements of arrays. The others break off at the first array
 * in a file of joblib, and are only held to what they read until then.
 */
function benchPickles(folder: string): void {
  const { venv: environment, pickles } = values;
  const made = runPeer('make_models.py', [folder, pickles], environment);
  const { bytes = 0, instructions = 0, peer_instructions: theirs = 0 } = made;
  const ours = timeScan(folder, 'library:sklearn');
  row(
    `Credence, ${ours.files} pickles, ${ours.passed} passed, ${millions(bytes)} MB, of which ${millions(instructions)} MB are instructions`,
    rates(instructions, ours),
    '',
  );
  for (const peer of PEERS) {
    const figures = runPeer('model_scanners.py', [peer, folder], environment);
    const { seconds = 0, wall = 0, megabytes = 0, files = 0 } = figures;
    row(
      `${peer}, ${files} files, ${millions(theirs)} MB of instructions`,
      rates(theirs, { seconds, wall, megabytes }),
      '',
    );
    const byProcessor = instructions / ours.seconds / (theirs / seconds);
    const byClock = instructions / ours.wall / (theirs / wall);
    target(
      `Credence over ${peer}: ≥ ${WANTED.overPeers} ×`,
      `${byProcessor.toFixed(1)} × by processor time, ${byClock.toFixed(1)} × by the clock`,
      byProcessor >= WANTED.overPeers,
    );
  }
}

function rates(bytes: number, { seconds, wall, megabytes }: Measured): string {
  return `${rateText(bytes, seconds)} by processor time, ${rateText(bytes, wall)} by the clock, ${Math.round(megabytes)} MB of memory`;
}

function millions(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}

function benchTensors(folder: string): void {
  makeTensors(folder, {
    count: Number(values.tensors),
    bytes: Number(values['tensor-megabytes']) * 1e6,
  });
  // Once for the cache of the disk, which is not what is measured.
  timeScan(folder, 'data-only');
  const before = digestRate();
  const ours = timeScan(folder, 'data-only');
  // Other work on the machine slows down both: the rate beside the scan is the one to hold it to.
  const digest = (before + digestRate()) / 2;
  row(
    `Credence, ${ours.files} files of tensors, ${ours.passed} passed`,
    `${rateText(ours.bytes, ours.wall)}, ${Math.round(ours.megabytes)} MB`,
    '',
  );
  row('SHA-256 alone, in memory', rateText(digest, 1), '');
  const share = ours.bytes / ours.wall / digest;
  const byProcessor = (ours.bytes / ours.seconds / digest).toFixed(2);
  target(
    `Credence of SHA-256: ≥ ${WANTED.ofDigest}`,
    `${share.toFixed(2)} by the clock, ${byProcessor} by processor time`,
    share >= WANTED.ofDigest,
  );
}

function benchLargeFile(path: string): void {
  makeLargeFile(path, Math.round(Number(values['large-gigabytes']) * 1e9));
  const { megabytes, wall, bytes } = timeScan(path, 'data-only');
  target(
    `memory for a file of ${values['large-gigabytes']} GB: < ${WANTED.megabytes} MB`,
    `${Math.round(megabytes)} MB, ${rateText(bytes, wall)}`,
    megabytes < WANTED.megabytes,
  );
}

preparePeers(values.venv, 'model-scanners.txt');
const folder = mkdtempSync(join(tmpdir(), 'credence-bench-'));
try {
  process.stdout.write(
    `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)} before\n\n`,
  );
  row('what', 'measured', 'met');
  row('---', '---', '---');
  benchPickles(join(folder, 'pickles'));
  benchTensors(join(folder, 'tensors'));
  benchLargeFile(join(folder, 'large.safetensors'));
} finally {
  rmSync(folder, { recursive: true });
}
