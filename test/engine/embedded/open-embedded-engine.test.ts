import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import {
  type OpenedEngine,
  type OpenRequest,
  openEmbeddedEngine,
} from '../../../src/engine/embedded/open-embedded-engine.ts';
import { openSource, type SourceRequest } from '../../../src/engine/reading/open-source.ts';

const COUNT = 500;

describe('openEmbeddedEngine', () => {
  const opened: OpenedEngine[] = [];
  let scratch: string;
  let path: string;

  before(() => {
    scratch = mkdtempSync(join(tmpdir(), 'credence-open-'));
    path = join(scratch, 'data.jsonl');
    const lines = Array.from({ length: COUNT }, (_, at) =>
      JSON.stringify({ text: `record number ${at} of many`, label: at % 2 === 0 ? 'a' : 'b' }),
    );
    writeFileSync(path, `${lines.join('\n')}\n`);
  });
  after(async () => {
    for (const { engine } of opened) await engine.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  async function open(
    request: Partial<OpenRequest> = {},
    reading: Partial<SourceRequest> = {},
  ): Promise<OpenedEngine> {
    const source = await openSource({
      paths: [path],
      roles: { text: ['text'], label: ['label'] },
      maximumBadRows: 0,
      scratch,
      scratchQuota: 1e9,
      limits: { batchRecords: 40 },
      ...reading,
    });
    const found = await openEmbeddedEngine({ source, scratch, memory: 2 ** 30, ...request });
    opened.push(found);
    return found;
  }

  for (const lanes of [0, 2]) {
    it(`knows where the records of a sample stand in the file, with ${lanes} threads`, async () => {
      const { engine, positions } = await open({ lanes }, { sample: 60 });
      assert.equal(engine.dataset.records, 60);
      assert.equal(positions.length, 60);
      const quotes = await engine.quote([0, 17, 59]);
      for (const { position, text, label } of quotes) {
        assert.equal(text, `record number ${position} of many`);
        assert.equal(label, position % 2 === 0 ? 'a' : 'b');
      }
      assert.deepEqual(
        quotes.map(({ position }) => position),
        [positions[0], positions[17], positions[59]],
      );
      const references = await engine.references(Uint32Array.of(0, 17, 59), 3);
      assert.deepEqual(
        references.map(({ position, digest }) => ({ position, digest })),
        quotes.map(({ position, digest }) => ({ position, digest })),
      );
      const { features } = await engine.countFeatures({
        space: 'words',
        minimumRecords: 60,
        minimumLean: Number.NEGATIVE_INFINITY,
        longest: 1,
      });
      assert.deepEqual(features.map(({ elements, records }) => [...elements, records]).sort(), [
        ['many', 60],
        ['number', 60],
        ['of', 60],
        ['record', 60],
      ]);
    });
  }

  it('counts positions up where everything was read', async () => {
    const { positions, stoppedEarly } = await open();
    assert.deepEqual([positions.length, positions[0], stoppedEarly], [COUNT, undefined, false]);
  });

  it('stops reading at its deadline, and says so', async () => {
    const { engine, stoppedEarly } = await open({ deadline: performance.now() });
    assert.equal(stoppedEarly, true);
    assert.equal(engine.dataset.records, 40, 'one batch is looked at at least');
  });

  it('opens a second dataset in the same scratch folder where both spill', async () => {
    const [one, other] = [await open({ memory: 1 }), await open({ memory: 1 })];
    assert.equal(one.engine.dataset.digest, other.engine.dataset.digest);
    assert.deepEqual(await one.engine.quote([499]), await other.engine.quote([499]));
    assert.ok(readdirSync(scratch).length > 2, 'the test must have made them spill');
  });

  for (const lanes of [0, 2]) {
    it(`rejects with CANCELLED when it is cancelled while it reads, with ${lanes} threads`, async () => {
      const controller = new AbortController();
      let batches = 0;
      const progress = (): void => {
        batches += 1;
        if (batches === 3) controller.abort();
      };
      await assert.rejects(open({ lanes, signal: controller.signal, progress }), {
        code: 'CANCELLED',
      });
    });
  }
});
