import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { findHidden } from '../../../src/core/characters/hidden.ts';
import type { Engine } from '../../../src/engine/operations/engine.ts';
import type {
  CountedFeature,
  CountRequest,
  FeatureSpace,
} from '../../../src/engine/operations/features.ts';
import type { WordScreen } from '../../../src/engine/operations/sequences.ts';
import { labelsOf } from './contract-dataset.ts';
import { halvesOf } from './halves.ts';
import {
  type CountedRecord,
  naiveCounts,
  nameOf,
  SEPARATOR,
  withoutRedundant,
} from './naive-counts.ts';
import {
  isSequenceSpace,
  itemHolds,
  type NaiveDataset,
  naiveDataset,
  sequenceFeatures,
} from './naive-features.ts';
import {
  naiveContinuation,
  naiveInsertion,
  naiveScreenedHealing,
  naiveWidened,
} from './naive-neighbours.ts';
import { isFrame } from './naive-skeleton.ts';
import { ALL, type OpenEngine, SPACES } from './open-engine.ts';
import { mixedDataset } from './seeded-datasets.ts';

const LOOSE = { minimumRecords: 5, minimumLean: 1 } as const;
/** Places of a word that a screen looks at. */
const MOST_SCREENED = 60;
const SCREENED = 0.05;
const MOSTLY = 0.9;
const CLOSE = 1e-9;

/** Every operation on data of every kind, each held against a naive reference. */
export function mixedDataContract(open: OpenEngine): void {
  const dataset = mixedDataset({ seed: 20_260_101, count: 500 });
  const naive = naiveDataset(dataset);
  const { records } = naive;
  const everyone = Uint32Array.from(records.keys());
  let engine: Engine;
  let halves: (0 | 1)[];

  before(async () => {
    engine = await open(dataset);
    halves = await halvesOf(engine, records.length);
  });
  after(() => engine.close());

  it('describes the dataset', () => {
    const { labels, labelCounts, ...rest } = engine.dataset;
    assert.deepEqual(labels, labelsOf(records));
    assert.deepEqual(
      labelCounts,
      labels.map((label) => holding(naive, label).length),
    );
    assert.equal(rest.records, records.length);
    assert.deepEqual([rest.hasText, rest.labelProblem], [true, null]);
    assert.deepEqual(
      [rest.fields, rest.origins],
      [
        ['plan', 'age', 'urgent'],
        ['source', 'agent', 'sent'],
      ],
    );
    assert.equal(rest.meanTokens, naive.words.flat().length / records.length);
    assert.equal(
      rest.spacelessShare,
      records.filter(({ text }) => text.startsWith('東京')).length / records.length,
    );
  });

  for (const space of ['words', 'skeletons', 'outlines'] as const) {
    const requests: readonly CountRequest[] = [
      { space, ...LOOSE },
      { space, ...ALL, longest: 3 },
    ];
    for (const request of requests) {
      it(`counts ${space} of up to ${request.longest ?? 5}, every one and exactly`, async () => {
        const { tried, features, note } = await engine.countFeatures(request);
        const counted = sequenceFeatures(naive, space, halves).map((one) => ({
          ...one,
          features: shortRuns(one, request.longest ?? 5),
        }));
        const expected = naiveCounts(counted, request);
        const wanted = withoutRedundant(expected).filter(
          ({ name }) => space === 'words' || isFrame(name.split(SEPARATOR)),
        );
        assert.equal(tried, expected.tried);
        assert.equal(note, null);
        assert.ok(features.length > 0, 'the test must have something to compare');
        assert.deepEqual(
          features.map((one) => comparable(engine, one)).sort(byName),
          wanted.sort(byName),
        );
      });
    }
  }

  for (const space of ['items', 'item-pairs', 'origins'] as const) {
    it(`counts ${space} exactly`, async () => {
      const { tried, features } = await engine.countFeatures({ space, ...ALL });
      assert.equal(tried, features.length, 'with every lean, all that are tried come back');
      const names = new Set(features.map(({ elements }) => nameOf(elements)));
      assert.equal(names.size, features.length, 'no feature twice');
      const counted = records.map(
        (record, at): CountedRecord => ({
          record,
          half: halves[at] ?? 0,
          features: new Set(
            [...names].filter((name) =>
              name.split(SEPARATOR).every((element) => itemHolds(element, record)),
            ),
          ),
        }),
      );
      const expected = [...naiveCounts(counted, { space, ...ALL }).counts.values()];
      assert.deepEqual(
        features.map((one) => comparable(engine, one)).sort(byName),
        expected.sort(byName),
      );
    });
  }

  it('finds every value, range, shape, origin, and pair of values that is frequent', async () => {
    const elementsOf = async (space: FeatureSpace): Promise<string[]> =>
      (await engine.countFeatures({ space, ...ALL })).features.map(({ elements }) =>
        nameOf(elements),
      );
    const items = await elementsOf('items');
    const seen = (column: string): Set<string> =>
      new Set(records.flatMap(({ values }) => values.get(column) ?? []));
    for (const plan of seen('plan'))
      assert.ok(items.includes(`plan\u0000value\u0000${plan}`), plan);
    for (const urgent of seen('urgent'))
      assert.ok(items.includes(`urgent\u0000value\u0000${urgent}`), urgent);
    const ranges = items.filter((item) => item.startsWith('age\u0000range'));
    assert.ok(ranges.length >= 9 && ranges.length <= 11, String(ranges.length));
    for (const record of records.filter(({ values }) => values.has('age'))) {
      assert.equal(
        ranges.filter((range) => itemHolds(range, record)).length,
        1,
        'a number falls into one range',
      );
    }
    for (const property of ['casing', 'length', 'ending', 'marks'])
      assert.ok(items.some((item) => item.startsWith(`${property}\u0000shape`)));
    const origins = await elementsOf('origins');
    assert.deepEqual(
      origins.sort(),
      [
        ...['mail', 'web', 'shop'].map((one) => `source\u0000origin\u0000${one}`),
        ...[...seen('agent')].map((one) => `agent\u0000origin\u0000${one}`),
      ].sort(),
    );
    const pairs = await elementsOf('item-pairs');
    for (const plan of seen('plan'))
      for (const urgent of seen('urgent'))
        assert.ok(
          pairs.includes(
            `plan\u0000value\u0000${plan}${SEPARATOR}urgent\u0000value\u0000${urgent}`,
          ),
        );
    for (const pair of pairs) {
      const [one, other] = pair.split(SEPARATOR).map((element) => element.split('\u0000')[0]);
      assert.notEqual(one, other, 'a pair is of two columns');
    }
  });

  it('locates features of all spaces at once, each in file order', async () => {
    const bySpace = await Promise.all(
      SPACES.map(async (space) =>
        (await engine.countFeatures({ space, ...LOOSE })).features.slice(0, 40),
      ),
    );
    const features = bySpace.flat().reverse();
    const located = await engine.locate({ features });
    assert.equal(located.length, features.length);
    features.forEach((feature, at) => {
      assert.deepEqual(
        [...(located[at] ?? [])],
        holdersOf(naive, feature),
        nameOf(feature.elements),
      );
    });
    assert.deepEqual(await engine.locate({ features: [] }), []);
  });

  it('measures insertion, continuation and the longest form of word sequences', async () => {
    const { features: found } = await engine.countFeatures({ space: 'words', ...LOOSE });
    const features = found.filter((_, at) => at % Math.ceil(found.length / 24) === 0);
    const [insertions, continuations, widened] = await Promise.all([
      engine.measureInsertion({ features }),
      engine.measureContinuation({ features }),
      engine.widen({ features }),
    ]);
    features.forEach(({ elements }, at) => {
      close(insertions[at], naiveInsertion(naive.words, elements), elements);
      close(continuations[at], naiveContinuation(naive.words, elements), elements);
      assert.deepEqual(widened[at]?.elements, naiveWidened(naive.words, elements));
    });
    const sentence = found.filter(({ elements }) => elements.includes('everybody'));
    for (const { elements } of await engine.widen({ features: sentence.slice(0, 2) }))
      assert.ok(elements.join(' ').startsWith('this notice was sent to everybody who asked'));
  });

  it('screens single words close to what the exact measures say', async () => {
    const { features: found } = await engine.countFeatures({
      space: 'words',
      ...LOOSE,
      longest: 1,
    });
    const features = found.filter(({ elements: [word = ''], records: held }) => {
      const places = naive.words.flat().filter((one) => one === word).length;
      return places === held && places <= MOST_SCREENED;
    });
    assert.ok(features.length >= 20, `${features.length} words`);
    const screens = await engine.screenWords({ features });
    const near = features.filter(({ elements: [word = ''] }, at) => {
      const { occurrences, coherence, expected } = naiveContinuation(naive.words, [word]);
      const exact = [naiveScreenedHealing(naive.words, word), occurrences, coherence, expected];
      const { healing, texts, coherence: seen, expected: usual } = screens[at] as WordScreen;
      return [healing, texts, seen, usual].every(
        (value, which) => Math.abs(value - (exact[which] as number)) <= SCREENED,
      );
    });
    assert.ok(
      near.length >= MOSTLY * features.length,
      `only ${near.length} of ${features.length} words are near: counters by hash are seldom shared`,
    );
  });

  it('fits a model that tells labels, and gives every record a chance of its own', async () => {
    const { accuracy, temperature, trainedOn } = await engine.fitOutcomeModel();
    assert.ok(accuracy > 0.6 && accuracy <= 1, String(accuracy));
    assert.ok(temperature > 0);
    assert.ok(trainedOn > 0.5 * records.length && trainedOn < records.length);
    const chances = await engine.ownLabelProbabilities(everyone);
    assert.equal(chances.length, records.length);
    for (const chance of chances) assert.ok(chance >= 0 && chance <= 1);
    records.forEach(({ labels }, at) => {
      if (labels.length === 0) assert.equal(chances[at], 1, 'what has no label contradicts none');
    });
    const some = Uint32Array.of(3, 77, 78, 490);
    assert.deepEqual(
      [...(await engine.ownLabelProbabilities(some))],
      [...some].map((at) => chances[at]),
    );
  });

  it('sorts all records of a feature into the histogram of its excess', async () => {
    for (const space of SPACES) {
      const { features } = await engine.countFeatures({ space, ...LOOSE });
      const histograms = await engine.measureExcess({ features });
      features.forEach(({ hits, recordsByHalf, elements }, at) => {
        const counts = histograms[at]?.counts ?? [];
        const sums = counts.map(([miss, hit]) => [total(miss), total(hit)] as const);
        assert.deepEqual(
          sums.map(([, hit]) => hit),
          hits,
          nameOf(elements),
        );
        assert.deepEqual(
          sums.map(([miss, hit]) => miss + hit),
          recordsByHalf,
          nameOf(elements),
        );
      });
    }
  });

  it('picks the records that have a label', async () => {
    for (const [outcome, label] of engine.dataset.labels.entries()) {
      assert.deepEqual([...(await engine.withOutcome(everyone, outcome))], holding(naive, label));
    }
    assert.deepEqual([...(await engine.withOutcome(Uint32Array.of(), 0))], []);
  });

  it('spreads records over labels, sources, contributors and time', async () => {
    const some = everyone.filter((at) => at % 3 === 0);
    const columns = await engine.distribution(some);
    assert.deepEqual(
      columns.map(({ role }) => role),
      ['label', 'source', 'contributor', 'time'],
    );
    const [label, source, agent, sent] = columns;
    const count = (positions: Iterable<number>, holds: (at: number) => boolean): number =>
      [...positions].filter(holds).length;
    for (const { value, found, all } of label?.values ?? []) {
      const holds = (at: number): boolean => records[at]?.labels.includes(value ?? '') === true;
      assert.deepEqual([found, all], [count(some, holds), count(everyone, holds)]);
    }
    for (const { value, found, all } of source?.values ?? []) {
      const holds = (at: number): boolean => records[at]?.values.get('source') === value;
      assert.deepEqual([found, all], [count(some, holds), count(everyone, holds)]);
    }
    assert.equal(agent?.distinct, 12);
    assert.equal(agent?.values.at(-1)?.value, null, 'the rest is summed');
    for (const column of [agent, sent]) {
      assert.equal(
        column?.values.reduce((sum, { found }) => sum + found, 0),
        some.length,
      );
      assert.equal(
        column?.values.reduce((sum, { all }) => sum + all, 0),
        records.length,
      );
    }
    const steps = sent?.values.map(({ value }) => value ?? '') ?? [];
    assert.deepEqual(steps, steps.toSorted());
  });

  it('clusters exact and near copies', async () => {
    const { clusters, exactCopies } = await engine.copyClusters();
    const notices = [...everyone].filter((at) =>
      records[at]?.text.startsWith('This notice was sent'),
    );
    const [largest] = clusters;
    assert.deepEqual([...(largest?.positions ?? [])], notices);
    const first = records[notices[0] as number]?.text;
    assert.equal(
      largest?.exact,
      notices.slice(1).filter((at) => records[at]?.text === first).length,
    );
    const seen = new Set<string>();
    const copies = records.filter(({ text }) => text !== '' && seen.size === seen.add(text).size);
    assert.equal(exactCopies, copies.length);
    for (const { labels, positions } of clusters) {
      for (const { label, records: found } of labels)
        assert.equal(
          found,
          [...positions].filter((at) => records[at]?.labels.includes(label)).length,
        );
      assert.ok(
        [...positions].every((at) => records[at]?.text !== ''),
        'empty texts are no copies',
      );
    }
  });

  it('finds hidden characters, by family and code points', async () => {
    const uses = await engine.hiddenCharacters();
    const expected = [...everyone].filter((at) =>
      findHidden(records[at]?.text ?? '').some(({ family }) => family === 'zero-width'),
    );
    assert.ok(expected.length > 3);
    const zeroWidth = uses.filter(({ family }) => family === 'zero-width');
    assert.deepEqual(
      zeroWidth.map(({ codePoints, positions, occurrences }) => ({
        codePoints,
        positions: [...positions],
        occurrences,
      })),
      [{ codePoints: [0x200b, 0x2060], positions: expected, occurrences: 2 * expected.length }],
    );
    assert.deepEqual(
      [...(zeroWidth[0]?.byLabel ?? [])],
      engine.dataset.labels.map(
        (label) => expected.filter((at) => records[at]?.labels.includes(label)).length,
      ),
    );
  });

  it('states the facts of quality', async () => {
    const { missing, emptyTexts, constantColumns, scripts } = await engine.quality();
    const lacking = (column: string): number =>
      dataset.rows.filter((row) => row[column] === null).length;
    assert.deepEqual(
      missing,
      ['text', 'label', 'plan', 'age'].map((column) => ({ column, records: lacking(column) })),
    );
    assert.deepEqual(
      [...emptyTexts],
      [...everyone].filter((at) => records[at]?.text === ''),
    );
    assert.deepEqual(constantColumns, []);
    assert.equal(
      scripts.reduce((sum, { records: found }) => sum + found, 0),
      records.length,
    );
  });

  it('quotes records and refers to them', async () => {
    const positions = [5, 0, 499, 44];
    const quotes = await engine.quote(positions);
    assert.deepEqual(
      quotes.map(({ position, text, label }) => ({ position, text, label })),
      positions.map((position) => ({
        position,
        text: records[position]?.text,
        label: records[position]?.labels.join(', ') || null,
      })),
    );
    const references = await engine.references(Uint32Array.from(positions), 3);
    assert.deepEqual(
      references,
      quotes.slice(0, 3).map(({ position, digest }) => ({ position, digest })),
    );
    const digests = await engine.references(everyone, records.length);
    assert.equal(
      new Set(digests.map(({ digest }) => digest)).size,
      new Set(dataset.rows.map((row) => JSON.stringify(row))).size,
    );
  });
}

function holding({ records }: NaiveDataset, label: string): number[] {
  return [...records.keys()].filter((at) => records[at]?.labels.includes(label));
}

function holdersOf(naive: NaiveDataset, { space, elements }: CountedFeature): number[] {
  const holds = (at: number): boolean => {
    if (!isSequenceSpace(space))
      return elements.every((element) =>
        itemHolds(element, naive.records[at] as NaiveDataset['records'][number]),
      );
    const own = naive[space][at] ?? [];
    return own.some((_, from) =>
      elements.every((element, offset) => own[from + offset] === element),
    );
  };
  return [...naive.records.keys()].filter(holds);
}

function shortRuns({ features }: CountedRecord, longest: number): Set<string> {
  return new Set([...features].filter((name) => name.split(SEPARATOR).length <= longest));
}

interface Comparable {
  readonly name: string;
}

function comparable(
  engine: Engine,
  { elements, records, outcome, hits, recordsByHalf }: CountedFeature,
): Comparable {
  return {
    name: nameOf(elements),
    records,
    outcome: engine.dataset.labels[outcome],
    hits,
    recordsByHalf,
  } as Comparable;
}

function byName(one: Comparable, other: Comparable): number {
  return one.name < other.name ? -1 : 1;
}

function close(found: object | undefined, expected: object, of: readonly string[]): void {
  for (const [name, value] of Object.entries(expected)) {
    const own = (found as Record<string, number> | undefined)?.[name] ?? Number.NaN;
    assert.ok(
      Math.abs(own - value) <= CLOSE * Math.max(1, Math.abs(value)),
      `${name} of “${of.join(' ')}” is ${own}, not ${value}`,
    );
  }
}

function total(counts: Uint32Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
