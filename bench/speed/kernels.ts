import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ByteScan, SUSPICIOUS } from '../../src/numerics/kernels/byte-scan.ts';
import { Tokeniser } from '../../src/numerics/kernels/tokeniser.ts';
import { type PeerFigures, preparePeers, runPeer } from '../peers/run-peer.ts';
import { clusterTexts } from './cluster-texts.ts';
import { countByOutcome } from './count-by-outcome.ts';
import { type Corpus, englishLike, mixedScripts } from './kernels-corpus.ts';

/** Rates of the kernels on one core, beside peers that do the same work in the same run. */
const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '1000000' },
    'peer-documents': { type: 'string', default: '20000' },
    'without-peers': { type: 'boolean', default: false },
  },
});
const documents = Number(values.documents);
const peerDocuments = Math.min(documents, Number(values['peer-documents']));
const RUNS = 3;

/** The least CPU seconds, of all threads of this process, that `work` took in three runs. */
function cpuSeconds(work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < RUNS; run += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1e6);
  }
  return least;
}

function report(what: string, figures: readonly string[]): void {
  console.log(`${what.padEnd(44)} ${figures.join(' · ')}`);
}

function rate(bytes: number, seconds: number): string {
  const perSecond = bytes / seconds;
  return perSecond < 1e9
    ? `${(perSecond / 1e6).toFixed(0)} MB/s`
    : `${(perSecond / 1e9).toFixed(2)} GB/s`;
}

function scaled(peer: PeerFigures): number {
  return ((peer['seconds'] as number) * documents) / (peer['documents'] as number);
}

function against(name: string, peer: PeerFigures, seconds: number): string[] {
  const whole = scaled(peer);
  return [
    `${name} ${whole.toFixed(1)} s (${peer['documents']} documents, scaled)`,
    `${(whole / seconds).toFixed(1)} times faster`,
  ];
}

function benchScan(): void {
  const mixed = mixedScripts(Math.min(documents, 200_000));
  for (const [what, corpus, planted] of [
    ['plain English', english, 0],
    ['ten scripts', mixed, mixed.planted],
  ] as const) {
    const scan = new ByteScan();
    let found = 0;
    const seconds = cpuSeconds(() => {
      const flags = scan.scan(corpus.bytes, corpus.offsets);
      found = flags.reduce((sum, flag) => sum + Number((flag & SUSPICIOUS) !== 0), 0);
    });
    const figures = [rate(corpus.bytes.length, seconds), `${found} found of ${planted} planted`];
    report(`hidden characters, ${what}`, figures);
  }
}

function benchTokeniser(): void {
  let tokens = 0;
  const seconds = cpuSeconds(() => {
    tokens = 0;
    const tokeniser = new Tokeniser();
    for (let first = 0; first < documents; first += 8192) {
      const places = english.offsets.subarray(first, Math.min(first + 8192, documents) + 1);
      tokens += tokeniser.tokenise(english.bytes, places).tokens.length;
    }
  });
  report('tokeniser', [
    `${seconds.toFixed(2)} s`,
    rate(english.bytes.length, seconds),
    `${tokens} tokens`,
  ]);
}

function benchCounts(folder: string | null): void {
  let total = 0;
  const seconds = cpuSeconds(() => {
    total = countByOutcome(english).counts.reduce((sum, count) => sum + count, 0);
  });
  const figures = [`${seconds.toFixed(2)} s`, `${total} pairs of document and token`];
  if (folder === null) report('feature × label counts', figures);
  else {
    const peer = runPeer('feature_counts.py', [join(folder, 'texts'), join(folder, 'labels')]);
    report('feature × label counts', [...figures, ...against('CountVectorizer', peer, seconds)]);
  }
}

function benchNearDuplicates(folder: string | null): void {
  let joined = 0;
  const seconds = cpuSeconds(() => {
    joined = clusterTexts(english).reduce((sum, first, own) => sum + Number(first !== own), 0);
  });
  const figures = [`${seconds.toFixed(2)} s`, `${joined} of ${documents} join an earlier one`];
  if (folder === null) report('near-duplicates', figures);
  else {
    const peer = runPeer('near_duplicates.py', [join(folder, 'texts')]);
    report('near-duplicates', [...figures, ...against('datasketch', peer, seconds)]);
    const parts = ['shingling', 'signatures', 'index'] as const;
    report(
      '  datasketch in parts, not scaled',
      parts.map((part) => `${part} ${peer[part]?.toFixed(2)} s`),
    );
  }
}

function writeForPeers({ bytes, offsets, labels }: Corpus): string {
  const folder = mkdtempSync(join(tmpdir(), 'credence-bench-'));
  const lines: string[] = [];
  for (let document = 0; document < peerDocuments; document += 1) {
    const text = bytes.subarray(offsets[document], offsets[document + 1]);
    lines.push(Buffer.from(text).toString('utf8').replaceAll('\n', ' '));
  }
  writeFileSync(join(folder, 'texts'), `${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'labels'), `${labels.subarray(0, peerDocuments).join('\n')}\n`);
  return folder;
}

const english = englishLike(documents);
console.log(`${cpus()[0]?.model}, Node ${process.versions.node}; CPU seconds, best of ${RUNS}`);
console.log(`${documents} documents, ${(english.bytes.length / 1e6).toFixed(0)} MB`);
benchScan();
benchTokeniser();
if (values['without-peers']) {
  benchCounts(null);
  benchNearDuplicates(null);
} else {
  preparePeers();
  const folder = writeForPeers(english);
  try {
    benchCounts(folder);
    benchNearDuplicates(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
