import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { JsonArraySplitter } from '../../../src/engine/reading/json-array-splitter.ts';

/** The elements of an array that arrives in blocks cut at the given places, and the lines they begin on. */
function split(
  text: string,
  cuts: readonly number[],
): { readonly elements: string[]; readonly lines: number[] } {
  const bytes = Buffer.from(text);
  const splitter = new JsonArraySplitter('test', 1_000_000);
  const elements: string[] = [];
  const lines: number[] = [];
  const collect = (): void => {
    while (splitter.next() === 'record') {
      elements.push(splitter.bytes.toString('utf8', splitter.start, splitter.end));
      lines.push(splitter.line);
    }
  };
  let start = 0;
  for (const cut of [
    ...cuts.map((share) => Math.floor(share * bytes.length)).sort((a, b) => a - b),
    bytes.length,
  ]) {
    splitter.feed(bytes.subarray(start, cut));
    start = cut;
    collect();
  }
  splitter.finish();
  collect();
  return { elements, lines };
}

const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });

test('any JSON array falls into its elements, wherever the blocks end and however it is laid out', () => {
  fc.assert(
    fc.property(
      fc.array(fc.jsonValue()),
      cuts,
      fc.constantFrom(0, 2, '\t'),
      (values, blocks, indent) => {
        const { elements } = split(JSON.stringify(values, null, indent), blocks);
        assert.deepEqual(
          elements.map((text) => JSON.parse(text)),
          JSON.parse(JSON.stringify(values)),
        );
      },
    ),
  );
});

test('brackets, commas and escapes inside strings divide nothing', () => {
  const text = '[ "a,]", {"k\\\\":"\\"}"} ,\n["\\\\"],[] , true]\n';
  assert.deepEqual(split(text, [0.3, 0.4]), {
    elements: ['"a,]"', '{"k\\\\":"\\"}"} ', '["\\\\"]', '[] ', 'true'],
    lines: [1, 1, 2, 2, 2],
  });
});
