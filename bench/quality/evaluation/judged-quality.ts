import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedEngine } from '../../../src/engine/embedded/open-embedded-engine.ts';
import { openSource } from '../../../src/engine/reading/open-source.ts';
import type { Table } from '../datasets/table.ts';
import { writeTable } from '../datasets/write-table.ts';

/** Label quality of each row, as confident learning has it from the engine's own probabilities. */
export async function judgedQuality(table: Table): Promise<Float32Array> {
  const scratch = await mkdtemp(join(tmpdir(), 'credence-judged-'));
  try {
    const path = join(scratch, 'table.jsonl');
    await writeTable(path, table, 'jsonl');
    const source = await openSource({
      paths: [path],
      roles: {},
      maximumBadRows: 0,
      scratch,
      scratchQuota: 2 ** 30,
    });
    const { engine } = await openEmbeddedEngine({ source, scratch, memory: 2 ** 31, lanes: 0 });
    const { positions, quality } = await engine.judgeLabels();
    const all = new Float32Array(table.rows.length).fill(1);
    positions.forEach((record, at) => {
      all[record] = quality[at] as number;
    });
    await engine.close();
    await source.close();
    return all;
  } finally {
    await rm(scratch, { recursive: true });
  }
}
