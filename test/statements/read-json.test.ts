import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readJson } from '../../src/statements/read-json.ts';
import { credenceError } from './throws.ts';

describe('JSON that comes in', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        assert.deepEqual(readJson(Buffer.from(text), 'It'), JSON.parse(text));
      }),
    );
  });

  it('may hold any brackets in its strings', () => {
    const text = JSON.stringify({ ['[{'.repeat(1000)]: `\\"${'['.repeat(1000)}` });
    assert.deepEqual(readJson(Buffer.from(text), 'It'), JSON.parse(text));
  });

  it('is refused where it is nested without end', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['{"a":', '}'],
    ] as const) {
      const deep = Buffer.from(`${open.repeat(100_000)}1${close.repeat(100_000)}`);
      assert.throws(() => readJson(deep, 'It'), credenceError('LIMIT_EXCEEDED', /200 deep/));
    }
  });

  it('is refused where it is no JSON, or no UTF-8', () => {
    for (const bytes of [Buffer.from('{'), Buffer.of(0x22, 0xc3, 0x22), Buffer.alloc(0)])
      assert.throws(() => readJson(bytes, 'It'), credenceError('DATA_MALFORMED', /It is not JSON/));
  });
});
