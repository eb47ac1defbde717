import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ByteView } from '../../../../src/modelfiles/formats/byte-view.ts';
import { ProblemList } from '../../../../src/modelfiles/formats/problem-list.ts';
import type { MessageSchema } from '../../../../src/modelfiles/formats/protobuf/message-schema.ts';
import { walkMessages } from '../../../../src/modelfiles/formats/protobuf/walk-messages.ts';
import { Budget } from '../../../../src/modelfiles/limits.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';
import { rulesOf } from '../rules-of.ts';
import { fixed32, message, varint } from './build-message.ts';

const SCHEMA: MessageSchema = {
  Outer: [
    '1 number int, 2* texts string, 3* inner Inner',
    '4 once Inner, 5* numbers int, 6* floats f4',
  ],
  Inner: ['1 name string, 2 inner Inner'],
};

function walk(bytes: Uint8Array): { rules: readonly string[]; seen: readonly string[] } {
  const problems = new ProblemList();
  const seen: string[] = [];
  problems.attempt('test', () => {
    walkMessages({
      view: new ByteView(new MemorySource(bytes)),
      schema: SCHEMA,
      root: 'Outer',
      range: { start: 0, end: bytes.length },
      budget: new Budget(),
      problems,
      visit: (found) => {
        const { name } = found;
        if (name === 'Outer') {
          seen.push(
            `${name} ${found.number('number')} ${found.texts('texts')} ${found.numbers('numbers')}`,
          );
        } else seen.push(`${found.parent?.name}/${name} ${found.text('name')}`);
      },
    });
  });
  return { rules: rulesOf(problems.list()), seen };
}

describe('walkMessages', () => {
  it('visits every message, outer before inner, in the order of the bytes', () => {
    const inner = message([1, 'a'], [2, message([1, 'b'])]);
    const bytes = Buffer.concat([
      message([1, -3], [2, 'x'], [3, inner], [2, 'y'], [3, message([1, 'c'])], [5, 7]),
      message([5, Buffer.concat([varint(8), varint(2 ** 40)])], [6, Buffer.alloc(8)]),
      fixed32(6, 1),
    ]);
    const { rules, seen } = walk(bytes);
    assert.deepEqual(rules, []);
    assert.deepEqual(seen, [
      `Outer -3 x,y 7,8,${2 ** 40}`,
      'Outer/Inner a',
      'Inner/Inner b',
      'Outer/Inner c',
    ]);
  });

  it('names fields that the schema does not have', () => {
    assert.deepEqual(walk(message([9, 1])).rules, ['inconclusive protobuf.unknown-field']);
  });

  it('refuses a single field that is given twice, in messages and numbers', () => {
    assert.deepEqual(walk(message([1, 1], [1, 2])).rules, ['fail protobuf.repeated-field']);
    assert.deepEqual(walk(message([4, message()], [4, message()])).rules, [
      'fail protobuf.repeated-field',
    ]);
  });

  const broken: readonly (readonly [string, Buffer])[] = [
    ['a field 0', Buffer.from([0, 0])],
    ['a group', Buffer.from([0x0b])],
    ['a number longer than needed', Buffer.from([0x08, 0x81, 0x00])],
    ['a number that does not end', Buffer.from([0x08, 0x80])],
    [
      'a number of more than 64 bits',
      Buffer.concat([Buffer.from([0x08]), Buffer.alloc(9, 0xff), Buffer.from([2])]),
    ],
    ['a length beyond the end', Buffer.from([0x12, 5, 0x61])],
    ['another wire type', message([1, 'text'])],
    ['packed numbers that are not whole', message([6, Buffer.alloc(5)])],
  ];
  for (const [what, bytes] of broken) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(walk(bytes).rules, ['fail test.malformed']);
    });
  }

  it('stops where messages nest too deep', () => {
    let inner = message();
    for (let depth = 0; depth < 200; depth++) inner = message([2, inner]);
    assert.deepEqual(walk(message([4, inner])).rules, ['inconclusive test.limit']);
  });
});
