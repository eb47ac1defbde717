import type { Model } from '../../src/behaviour/models/model.ts';
import type { Suite } from '../../src/behaviour/suites/suite.ts';
import type { SuiteItem } from '../../src/behaviour/suites/suite-item.ts';
import { canonicalJson } from '../../src/core/canonical-json.ts';
import { digestOf } from '../../src/core/digest.ts';

/** A model that gives these labels. */
export function answered(name: string, labels: ReadonlyMap<string, string>): Model {
  return {
    name,
    digest: digestOf(canonicalJson([...labels])),
    classes: null,
    predict: (requests) =>
      Promise.resolve(
        requests.map(({ id }) => ({
          kind: 'answer',
          latency: null,
          answer: { kind: 'label', label: labels.get(id) ?? '' },
        })),
      ),
  };
}

export function suiteOf(trusted: readonly SuiteItem[]): Suite {
  return {
    name: 'tickets',
    digest: digestOf('tickets'),
    sealed: false,
    trusted,
    live: [],
    expectations: [],
  };
}
