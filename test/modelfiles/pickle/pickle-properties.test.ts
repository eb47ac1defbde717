import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { inspectPickle } from '../../../src/modelfiles/pickle/inspect-pickle.ts';
import { MemorySource } from '../../../src/modelfiles/sources/memory-source.ts';
import { buildEvasion, type EvasionFile } from '../evasions/build-evasion.ts';
import { inspectionContext } from '../inspection-context.ts';
import { mutate } from './mutate.ts';
import { checkPickleInvariants } from './pickle-invariants.ts';
import { type Random, randomPickle, seededRandom } from './random-pickle.ts';

const MUTANTS = 20_000;

describe('random pickles', () => {
  it('pass, where they are valid and call what is allowed', () => {
    const program = fc.record({
      seed: fc.integer(),
      protocol: fc.integer({ min: 0, max: 5 }),
      size: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(program, ({ seed, protocol, size }) => {
        const bytes = randomPickle(seededRandom(seed), protocol, size);
        const { problems } = inspectPickle(new MemorySource(bytes), inspectionContext());
        assert.deepEqual(
          problems.filter(({ decision }) => decision !== 'note'),
          [],
        );
      }),
      { numRuns: 500 },
    );
  });

  it('hold the invariants whatever becomes of their bytes', () => {
    const random = seededRandom(1);
    const refused = refusedFiles();
    let passed = 0;
    let other: Uint8Array = randomPickle(random, 4, 20);
    for (let count = 0; count < MUTANTS; count++) {
      const original =
        pickOne(random, refused) ?? randomPickle(random, count % 6, 1 + (count % 37));
      const mutant = mutateOften(random, original, other);
      if (checkPickleInvariants(mutant)) passed++;
      other = original;
    }
    // Neither all nor none of them: both sides of the invariants have been seen.
    assert.ok(passed > MUTANTS / 100 && passed < MUTANTS / 2, `${passed} passed`);
  });

  it('hold the invariants where bytes are anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), (bytes) => {
        checkPickleInvariants(bytes);
      }),
      { numRuns: 2_000 },
    );
  });
});

function mutateOften(random: Random, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  let mutant = bytes;
  for (let times = 1 + Math.floor(random() * 3); times > 0; times--) {
    mutant = mutate(random, mutant, other);
  }
  return mutant;
}

/** Half of the time none, so that pickles that pass are mutated as often as those that are refused. */
function pickOne(random: Random, files: readonly Uint8Array[]): Uint8Array | undefined {
  return random() < 0.5 ? undefined : files[Math.floor(random() * files.length)];
}

function refusedFiles(): readonly Uint8Array[] {
  const folder = new URL('../evasions/pickles/', import.meta.url);
  return readdirSync(folder).flatMap((name) => {
    const { files }: { files: readonly EvasionFile[] } = JSON.parse(
      readFileSync(new URL(name, folder), 'utf8'),
    );
    return files.filter((file) => 'pickle' in file).map(buildEvasion);
  });
}
