import assert from 'node:assert/strict';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { check, childProject, start } from './child-project.ts';

describe('two processes on one workspace', () => {
  it('lose nothing of two hundred commits each', async (context) => {
    const made = await childProject(context);
    const children = [start(made, 'one', 200), start(made, 'two', 200)];
    const exits = await Promise.all(children.map((child) => once(child.process, 'close')));
    assert.deepEqual(
      exits.map(([code]) => code),
      [0, 0],
    );
    const acknowledged = new Set(children.flatMap((child) => child.acknowledged));
    assert.equal(acknowledged.size, 400);
    assert.equal(await check(made, acknowledged), 400);
  });
});
