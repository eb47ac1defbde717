import type { Answer, Model } from '../../../src/behaviour/models/model.ts';
import type { ExpectedEffect, Suite } from '../../../src/behaviour/suites/suite.ts';
import type { SuiteItem } from '../../../src/behaviour/suites/suite-item.ts';
import { digestOf } from '../../../src/core/digest.ts';

/** Messages from shops; each country has as many. All are `ham`. */
export function makeItems(count: number, first = 0): readonly SuiteItem[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `item-${first + index}`,
    input: {
      text: `refund from shop${index % 100}`,
      fields: { country: ['DE', 'FR', 'IT'][index % 3] as string },
    },
    expected: 'ham',
    tags: index % 10 === 0 ? ['known-tricky'] : [],
  }));
}

export function makeSuite(
  trusted: readonly SuiteItem[],
  more: {
    readonly live?: readonly SuiteItem[];
    readonly expectations?: readonly ExpectedEffect[];
  } = {},
): Suite {
  return {
    name: 'mail',
    digest: digestOf('mail'),
    sealed: true,
    trusted,
    live: more.live ?? [],
    expectations: more.expectations ?? [],
  };
}

/** A model that answers by a rule; `latency` in milliseconds where it is given. */
export function makeModel(
  name: string,
  answer: (item: SuiteItem) => string,
  latency: (item: SuiteItem) => number | null = () => null,
): Model {
  return {
    name,
    digest: digestOf(name),
    classes: null,
    predict: (requests) =>
      Promise.resolve(
        requests.map((request) => {
          const item = { ...request, expected: null, tags: [] };
          const given: Answer = { kind: 'label', label: answer(item) };
          return { kind: 'answer', latency: latency(item), answer: given };
        }),
      ),
  };
}

/** The number of an item that `makeItems` made. */
export function numberOf({ id }: SuiteItem): number {
  return Number(id.slice('item-'.length));
}
