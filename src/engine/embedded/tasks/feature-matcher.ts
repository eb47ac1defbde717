import { PairTable } from '../../../numerics/pair-table.ts';
import type { CountedFeature } from '../../operations/features.ts';
import { itemColumn } from '../columns/item-text.ts';
import { isRunSpace, type SequenceSource, sequenceSource } from '../columns/sequences.ts';
import type { ItemColumn, Store } from '../store.ts';
import { wordSetMatcher } from './word-set-matcher.ts';

/** Called for each record and each wanted feature in it; `at` is the first place of a sequence. */
export type MatchVisitor = (feature: number, record: number, at: number) => void;

/** Finds the features of one space in the records. */
export interface FeatureMatcher {
  /** Visits every (feature, record) once, records in file order. */
  visit(visitor: MatchVisitor): void;
}

/** A matcher for features that all come from one space. */
export function featureMatcher(store: Store, features: readonly CountedFeature[]): FeatureMatcher {
  const space = features[0]?.space;
  if (space === undefined) return { visit: () => undefined };
  if (space === 'word-sets') return wordSetMatcher(store, features);
  if (!isRunSpace(space)) return itemMatcher(store, features);
  return sequenceMatcher(sequenceSource(store, space), features);
}

const NONE = -1;

/** Walks a tree of the wanted sequences from every place of every record. */
function sequenceMatcher(
  source: SequenceSource,
  features: readonly CountedFeature[],
): FeatureMatcher {
  const roots = new Int32Array(source.symbols).fill(NONE);
  const tree = new PairTable();
  const featureAt: number[] = [];
  features.forEach(({ handle: [first, ...rest] }, index) => {
    if (first === undefined) return;
    let node = tree.add(0, first) + 1;
    roots[first] = node;
    for (const symbol of rest) node = tree.add(node, symbol) + 1;
    featureAt[node] = index;
  });
  const isLeaf = new Uint8Array(tree.size + 1).fill(1);
  for (let id = 0; id < tree.size; id += 1) isLeaf[tree.firstOf(id)] = 0;
  const wanted = Int32Array.from({ length: tree.size + 1 }, (_, node) => featureAt[node] ?? NONE);
  const lastRecord = new Int32Array(features.length).fill(NONE);
  return {
    visit(visitor) {
      lastRecord.fill(NONE);
      source.visit(({ ids, start, end, record }) => {
        for (let at = start; at < end; at += 1) {
          let node = roots[ids[at] as number] as number;
          for (let next = at + 1; node > 0; next += 1) {
            const feature = wanted[node] as number;
            if (feature !== NONE && lastRecord[feature] !== record) {
              lastRecord[feature] = record;
              visitor(feature, record, at - start);
            }
            node =
              isLeaf[node] === 1 || next === end ? NONE : tree.find(node, ids[next] as number) + 1;
          }
        }
      });
    },
  };
}

/** Looks up every value, and every pair of values in the columns that are wanted together. */
function itemMatcher(store: Store, features: readonly CountedFeature[]): FeatureMatcher {
  const single = new Int32Array(store.items.count).fill(NONE);
  const pairs = new PairTable();
  const pairFeature: number[] = [];
  const pairColumns = new Map<string, readonly [ItemColumn, ItemColumn]>();
  features.forEach(({ handle: [first, second] }, feature) => {
    if (first === undefined) return;
    if (second === undefined) {
      single[first] = feature;
      return;
    }
    pairFeature[pairs.add(first, second)] = feature;
    const columns = [itemColumn(store, first), itemColumn(store, second)] as const;
    pairColumns.set(columns.map(({ firstItem }) => firstItem).join(), columns);
  });
  const together = [...pairColumns.values()];
  return {
    visit(visitor) {
      for (let record = 0; record < store.records; record += 1) {
        for (const { ids } of store.items.columns) {
          const feature = single[ids[record] as number] ?? NONE;
          if (feature !== NONE) visitor(feature, record, 0);
        }
        for (const [one, other] of together) {
          const pair = pairs.find(one.ids[record] as number, other.ids[record] as number);
          if (pair !== NONE) visitor(pairFeature[pair] as number, record, 0);
        }
      }
    },
  };
}
