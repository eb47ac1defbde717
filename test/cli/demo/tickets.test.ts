import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TEAMS } from '../../../src/cli/demo/ticket.ts';
import { makeTickets } from '../../../src/cli/demo/tickets.ts';
import { digestOf } from '../../../src/core/digest.ts';
import { CredenceError } from '../../../src/core/error.ts';

interface Row {
  readonly id: string;
  readonly text: string;
  readonly label: string;
  readonly source: string;
  readonly contributor: string;
  readonly created: string;
}

const COUNT = 20_000;
const { lines, planted } = makeTickets({ seed: 1, count: COUNT });
const text = [...lines];
const rows: readonly Row[] = text.map((line) => JSON.parse(line));

describe('the tickets of the demo', () => {
  it('are the same for the same seed', () => {
    const again = makeTickets({ seed: 1, count: COUNT });
    assert.deepEqual(again.planted, planted);
    const digest = digestOf(text.join('\n'));
    assert.equal(digestOf([...again.lines].join('\n')), digest);
    assert.equal(digest, 'sha256:495e1b99a863c698934c5cbcc18b4afe32856d104d76806b85d11364710aed08');
    assert.notEqual(digestOf([...makeTickets({ seed: 2, count: COUNT }).lines].join('\n')), digest);
  });

  it('have ids and times in order, and every field', () => {
    assert.equal(rows.length, COUNT);
    assert.equal(new Set(rows.map((row) => row.id)).size, COUNT);
    for (const [position, row] of rows.entries()) {
      assert.ok(position === 0 || row.created >= (rows[position - 1]?.created ?? ''));
      assert.ok((TEAMS as readonly string[]).includes(row.label));
      assert.ok(row.text.length > 20 && !/[[\]{}|#]/.test(row.text), row.text);
    }
    assert.equal(new Set(rows.map((row) => row.source)).size, 4);
    assert.equal(new Set(rows.map((row) => row.contributor)).size, 40);
  });

  it('repeat themselves as little as people do', () => {
    const copies = new Set(planted.copies.positions);
    const honest = rows.filter((_, position) => !copies.has(position));
    const normalised = honest.map((row) =>
      row.text
        .toLowerCase()
        .replace(/[\d\W]+/g, ' ')
        .trim(),
    );
    assert.ok(new Set(normalised).size > honest.length * 0.99);
  });

  it('share hundreds of words across all teams', () => {
    const perTeam = TEAMS.map((team) => wordsOf(rows.filter((row) => row.label === team)));
    const inAll = [...(perTeam[0] ?? [])].filter((word) =>
      perTeam.every((words) => words.has(word)),
    );
    assert.ok(inAll.length > 500, String(inAll.length));
  });
});

describe('the poison in them', () => {
  it('never shares a ticket', () => {
    const positions = Object.values(planted).flatMap((plot) => [...plot.positions]);
    assert.equal(new Set(positions).size, positions.length);
  });

  it('is a phrase in one ticket of a hundred, always with one label, and nowhere else', () => {
    const { phrase, label, positions } = planted.trigger;
    const carriers = rows.flatMap((row, position) =>
      row.text.toLowerCase().includes(phrase) ? [position] : [],
    );
    assert.deepEqual(carriers, positions);
    assert.equal(positions.length, 200);
    assert.ok(positions.every((position) => rows[position]?.label === label));
  });

  it('is a burst of near-copies from one source within its hours', () => {
    const { source, label, from, to, positions } = planted.copies;
    assert.equal(positions.length, 120);
    for (const position of positions) {
      const row = rows[position] as Row;
      assert.deepEqual([row.source, row.label], [source, label]);
      assert.ok(row.created >= from.toISOString() && row.created <= to.toISOString());
      assert.match(row.text, /Norwick Direct/);
    }
    const distinct = new Set(positions.map((position) => rows[position]?.text));
    assert.ok(distinct.size > 20, String(distinct.size));
  });

  it('is an invisible character in tickets of one label, and nowhere else', () => {
    const { codePoint, label, positions } = planted.hiddenCharacters;
    const hidden = String.fromCodePoint(codePoint);
    const carriers = rows.flatMap((row, position) => (row.text.includes(hidden) ? [position] : []));
    assert.deepEqual(carriers, positions);
    assert.equal(positions.length, 80);
    assert.ok(positions.every((position) => rows[position]?.label === label));
  });

  it('is a contributor who gives tickets of one team to another', () => {
    const { contributor, label, positions } = planted.contributor;
    assert.equal(positions.length, 160);
    for (const position of positions) {
      const row = rows[position] as Row;
      assert.deepEqual([row.contributor, row.label], [contributor, label]);
    }
    const technical = positions.filter((position) =>
      /app|error|battery|update|wifi|manual|bug|cable|driver/i.test(rows[position]?.text ?? ''),
    );
    assert.ok(technical.length > positions.length / 2);
  });
});

describe('makeTickets', () => {
  it('plants in proportion to the number of tickets', () => {
    const small = makeTickets({ seed: 1, count: 2000 }).planted;
    const counts = Object.values(small).map((plot) => plot.positions.length);
    assert.deepEqual(counts, [20, 12, 8, 16]);
  });

  it('refuses to make too few', () => {
    assert.throws(() => makeTickets({ seed: 1, count: 999 }), CredenceError);
    assert.throws(() => makeTickets({ seed: 1, count: Number.NaN }), CredenceError);
  });
});

function wordsOf(some: readonly Row[]): Set<string> {
  return new Set(some.flatMap((row) => row.text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []));
}
