import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { timeNotes } from '../../../../src/engine/embedded/ingest/time-notes.ts';
import { TimeReader } from '../../../../src/engine/embedded/ingest/time-reader.ts';

const NOON = Date.UTC(2024, 2, 4, 12, 30);
const MIDNIGHT = Date.UTC(2024, 2, 4);

describe('times as written', () => {
  for (const [text, instant] of [
    ['2024-03-04T12:30:00Z', NOON],
    ['2024-03-04T14:30:00+02:00', NOON],
    ['2024-03-04 14:30:00 +0200', NOON],
    ['2024-03-04 12:30', NOON],
    ['2024-03-04T12:30:00.000', NOON],
    ['2024-03-04', MIDNIGHT],
    ['2024/3/4', MIDNIGHT],
    ['4.3.2024', MIDNIGHT],
    ['04.03.2024 12:30', NOON],
    ['24/03/2024', Date.UTC(2024, 2, 24)],
    ['03/24/2024 12:30:00', Date.UTC(2024, 2, 24, 12, 30)],
    ['Mon, 04 Mar 2024 13:30:00 +0100', NOON],
    ['Mar 4, 2024 12:30', NOON],
    [String(NOON / 1000), NOON],
    [String(NOON), NOON],
    [`${NOON}000`, NOON],
    [' 2024-03-04T12:30:00Z ', NOON],
  ] as const) {
    it(`reads ${text}`, () => {
      assert.equal(new TimeReader().read(text), instant);
    });
  }

  it('guesses no day and month, and counts what it left out', () => {
    const reader = new TimeReader();
    const read = ['03/04/2024', 'soon', '2024-13-01', '2024-03-04T12:30Z', '2024-03-04 12:30'].map(
      (text) => reader.read(text),
    );
    assert.deepEqual(read, [Number.NaN, Number.NaN, Number.NaN, NOON, NOON]);
    assert.deepEqual(reader.tally, { zoned: 1, zoneless: 1, ambiguous: 1, unreadable: 2 });
    const notes = timeNotes('when', reader.tally);
    assert.equal(notes.length, 3);
    assert.match(
      notes.join(' '),
      /1 of 5 were taken as UTC.*03\/04\/2024: 1 of 5.*no time.*2 of 5/,
    );
  });

  it('says nothing of a column that is written in one way', () => {
    assert.deepEqual(timeNotes('when', { zoned: 0, zoneless: 9, ambiguous: 0, unreadable: 0 }), []);
  });

  it('reads every instant as ISO 8601 writes it, in any zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000 }),
        fc.integer({ min: -12 * 60, max: 14 * 60 }),
        (seconds, minutes) => {
          const shifted = new Date((seconds + minutes * 60) * 1000).toISOString().slice(0, 19);
          const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
          const zone = `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
          assert.equal(new TimeReader().read(`${shifted}${zone}`), seconds * 1000);
        },
      ),
    );
  });
});
