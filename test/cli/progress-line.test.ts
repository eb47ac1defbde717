import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WriteStream } from 'node:tty';
import { progressLine, progressText } from '../../src/cli/progress-line.ts';

/** A stream that remembers what was written to it. */
function recorder(isTTY: boolean, columns = 80): { stream: WriteStream; written: string[] } {
  const written: string[] = [];
  const stream: WriteStream = Object.create(WriteStream.prototype, {
    isTTY: { value: isTTY },
    columns: { value: columns },
    write: { value: (text: string): boolean => written.push(text) > 0 },
  });
  return { stream, written };
}

describe('progressLine', () => {
  it('says nothing where there is no terminal', () => {
    const { stream, written } = recorder(false);
    const line = progressLine(stream);
    line.update({ phase: 'reading', records: 10, share: 0.5 });
    line.clear();
    assert.deepEqual(written, []);
  });

  it('changes one line in place, and takes it away', () => {
    const { stream, written } = recorder(true, 20);
    const line = progressLine(stream);
    line.clear();
    assert.equal(written.length, 0);
    line.update({ phase: 'reading', records: 1000, share: null });
    line.update({ phase: 'reading', records: 2000, share: null });
    line.update({ phase: 'model', records: 2000, share: null });
    assert.equal(written.length, 2, 'no more often than a reader can follow');
    for (const text of written) {
      assert.ok(text.startsWith('\r\u001b[K') && !text.includes('\n'));
      assert.ok(text.length <= 20 + 4, 'within the terminal');
    }
    line.clear();
    assert.equal(written.at(-1), '\r\u001b[K');
  });
});

describe('progressText', () => {
  it('gives phase, records, rate and time left, as far as they are known', () => {
    assert.equal(
      progressText({ phase: 'reading', records: 0, share: null }, 0),
      'Reading · 0 records',
    );
    assert.equal(
      progressText({ phase: 'reading', records: 50_000, share: 0.25 }, 2),
      'Reading · 50,000 records · 25,000 a second · 25 % · 6 s left',
    );
    assert.equal(
      progressText({ phase: 'copies', records: 50_000, share: null }, 4),
      'Looking for copies · 50,000 records',
    );
  });
});
