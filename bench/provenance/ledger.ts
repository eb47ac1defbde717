/**
 * Speed of the ledger: appending in batches, with tiles, checkpoint and all flushes, and verifying all
 * of it from its files.
 *
 *     npm run node -- bench/provenance/ledger.ts [--entries 1000000] [--batch 10000] [--folder DIR]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { digestOf } from '../../src/core/digest.ts';
import { KeyPair } from '../../src/core/signing/key-pair.ts';
import { catchUp } from '../../src/ledger/catch-up.ts';
import { FileTileStore } from '../../src/ledger/file-tile-store.ts';
import { encodeLeaf } from '../../src/ledger/leaf.ts';
import { makeReceipt, verifyReceipt } from '../../src/ledger/receipt.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { costLine, timed } from './timed.ts';

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '1000000' },
    batch: { type: 'string', default: '10000' },
    folder: { type: 'string', default: tmpdir() },
  },
});
const total = Number(values.entries);
const batch = Number(values.batch);
const folder = mkdtempSync(join(values.folder, 'credence-bench-ledger-'));
const log = { origin: 'bench.example/log', signer: KeyPair.generate() };
const tiles = new FileTileStore(join(folder, 'ledger'));
const subject = digestOf('subject');
const actor = log.signer.publicKey.id;

function leafAt(position: number): Buffer {
  const time = new Date(1_795_000_000_000 + position).toISOString();
  return encodeLeaf({
    type: 'dataset.admitted',
    subjects: [subject],
    statement: subject,
    time,
    actor,
  });
}

function* leaves(from: number, to: number): Generator<Buffer> {
  for (let position = from; position < to; position += 1) yield leafAt(position);
}

try {
  const making = await timed(() => {
    for (const entry of leaves(0, batch)) entry.fill(0);
  });
  console.log(costLine(`make ${batch} entries, included below`, making, ''));
  const appending = await timed(async () => {
    for (let size = batch; size <= total; size += batch)
      await catchUp({ size: () => size, read: leaves }, tiles, log);
  });
  const rate = (seconds: number): string => `${Math.round(total / seconds)} entries/s`;
  const how = `append ${total} in batches of ${batch}`;
  console.log(costLine(how, appending, `${rate(appending.wall)}, ${rate(appending.cpu)} of CPU`));
  const demands = { publicKey: log.signer.publicKey, origin: log.origin };
  const verifying = await timed(() => verifyLedger(tiles.folder, demands));
  console.log(costLine(`verify ${total} entries`, verifying, `${rate(verifying.wall)}`));
  const proving = await timed(async () => {
    for (let index = 0; index < 100; index += 1) {
      const position = Math.floor((index * total) / 100);
      verifyReceipt(await makeReceipt(position, tiles), leafAt(position), demands);
    }
  });
  console.log(costLine('make and verify 100 receipts', proving, ''));
} finally {
  rmSync(folder, { recursive: true });
}
