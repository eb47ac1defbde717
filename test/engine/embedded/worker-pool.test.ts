import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createWorkerPool } from '../../../src/engine/embedded/worker-pool.ts';

const PLAN = {
  schema: { columns: [] },
  texts: [],
  hasText: false,
  holdsCode: false,
  taught: null,
  labels: [],
  amount: null,
  fields: [],
  origins: [],
};

describe('the worker pool', () => {
  for (const lanes of [0, 2]) {
    it(`hands a failing task's error to who asked, and goes on, with ${lanes} threads`, async () => {
      const pool = await createWorkerPool(lanes);
      await assert.rejects(
        pool.run('finish-ingest', null, 0),
        /ingest has not begun on this thread/,
      );
      await pool.run('begin-ingest', PLAN, 0);
      assert.deepEqual((await pool.run('finish-ingest', null, 0)).labels, []);
      await pool.close();
    });
  }

  it('keeps what a lane holds apart from other lanes', async () => {
    const pool = await createWorkerPool(2);
    await pool.run('begin-ingest', PLAN, 0);
    await assert.rejects(pool.run('finish-ingest', null, 1), /has not begun/);
    assert.deepEqual((await pool.run('finish-ingest', null, 0)).labels, []);
    await pool.close();
  });

  it('rejects what waits and what comes later once it is cancelled', async () => {
    const controller = new AbortController();
    const pool = await createWorkerPool(1, controller.signal);
    const waiting = [pool.run('begin-ingest', PLAN, 0), pool.run('begin-ingest', PLAN, 0)];
    controller.abort();
    for (const job of [...waiting, pool.run('begin-ingest', PLAN, 0)]) {
      await assert.rejects(job, { code: 'CANCELLED' });
    }
    await pool.close();
  });
});
