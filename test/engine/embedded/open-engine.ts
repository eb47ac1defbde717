import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedEngine } from '../../../src/engine/embedded/open-embedded-engine.ts';
import type { Engine } from '../../../src/engine/operations/engine.ts';
import { openSource } from '../../../src/engine/reading/open-source.ts';
import type { ContractDataset } from '../../contracts/engine/contract-dataset.ts';

export interface EngineVariant {
  readonly lanes: number;
  readonly memory: number;
  /** Records a batch: many small batches go to many threads. */
  readonly batchRecords: number;
}

const FOLDER = mkdtempSync(join(tmpdir(), 'credence-engine-'));
process.once('exit', () => rmSync(FOLDER, { recursive: true, force: true }));

/** Opens the embedded engine on rows, which are written to a file first. */
export async function openVariant(
  dataset: ContractDataset,
  { lanes, memory, batchRecords }: EngineVariant,
): Promise<Engine> {
  const scratch = mkdtempSync(join(FOLDER, 'scratch-'));
  const path = join(scratch, 'data.jsonl');
  writeFileSync(path, `${dataset.rows.map((row) => JSON.stringify(row)).join('\n')}\n`);
  const source = await openSource({
    paths: [path],
    roles: dataset.roles,
    maximumBadRows: 0,
    scratch,
    scratchQuota: 1e9,
    limits: { batchRecords },
  });
  const { engine } = await openEmbeddedEngine({ source, scratch, memory, lanes });
  return engine;
}
