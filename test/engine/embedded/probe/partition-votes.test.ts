import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type PartitionInput,
  partitionVotes,
} from '../../../../src/engine/embedded/probe/partition-votes.ts';
import { certifiedVote } from '../../../../src/numerics/partition-certificate.ts';
import { seededRandom } from '../../../../src/numerics/seeded-random.ts';

const [ROWS, WIDTH, PARTS, CLASSES] = [600, 12, 9, 2];

/** Rows of three columns, of which the first tells the class; every ninth row is of one part. */
function twoClasses(): PartitionInput {
  const random = seededRandom(8);
  const labels = Uint32Array.from({ length: ROWS }, () => (random() < 0.5 ? 0 : 1));
  const columns = Uint16Array.from({ length: 3 * ROWS }, (_, at) =>
    at % 3 === 0
      ? Math.floor(random() * 3) + 3 * (labels[at / 3] as number)
      : 6 + Math.floor(random() * 6),
  );
  return {
    matrix: {
      rows: ROWS,
      width: WIDTH,
      starts: Uint32Array.from({ length: ROWS + 1 }, (_, row) => 3 * row),
      columns,
      values: new Float32Array(3 * ROWS).fill(0.5),
    },
    labels,
    classes: CLASSES,
    partOf: Uint16Array.from(labels, (_, row) => row % PARTS),
    parts: PARTS,
    judged: Uint32Array.from({ length: 100 }, (_, at) => at * 6),
  };
}

const voteOn = (votes: Uint16Array, place: number): Uint16Array =>
  votes.subarray(place * CLASSES, (place + 1) * CLASSES);

describe('partitionVotes', () => {
  const input = twoClasses();
  const votes = partitionVotes(input);

  it('asks every probe but that of the row itself', () => {
    input.judged.forEach((_, place) => {
      assert.equal(
        voteOn(votes, place).reduce((sum, count) => sum + count, 0),
        PARTS - 1,
      );
    });
  });

  it('predicts what the rows say', () => {
    const right = [...input.judged].filter(
      (row, place) => certifiedVote(voteOn(votes, place)).winner === input.labels[row],
    );
    assert.ok(right.length > 95, `${right.length}`);
  });

  for (const attacked of [1, 2, 3])
    it(`keeps what tolerates ${attacked} parts when these turn all their labels round`, () => {
      const labels = input.labels.map((label, row) =>
        (input.partOf[row] as number) < attacked ? 1 - label : label,
      );
      const after = partitionVotes({ ...input, labels });
      let held = 0;
      input.judged.forEach((_, place) => {
        const { winner, tolerated } = certifiedVote(voteOn(votes, place));
        if (tolerated < attacked) return;
        held += 1;
        assert.equal(certifiedVote(voteOn(after, place)).winner, winner);
      });
      assert.ok(held > 50, `${held} predictions tolerate ${attacked}`);
      assert.notDeepEqual(after, votes, 'the attack must reach some votes');
    });
});
