import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareVersions } from '../../../src/behaviour/compare/compare-versions.ts';
import type { SuiteItem } from '../../../src/behaviour/suites/suite-item.ts';
import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import { makeItems, makeModel, makeSuite, numberOf } from './made.ts';

const ITEMS = makeItems(8000);
const isShop7 = ({ input }: SuiteItem): boolean => input.text === 'refund from shop7';

/** Wrong on one item in forty; the new version on others, as many. */
const errs = (item: SuiteItem, offset: number): boolean => numberOf(item) % 40 === offset;
const old = makeModel('old', (item) => (errs(item, 3) ? 'spam' : 'ham'));

/** A fifth of shop7's answers wrong, and as many right elsewhere: 16 of 80, and 16 of 7,920. */
const targeted = makeModel('new', (item) => {
  if (isShop7(item)) return numberOf(item) % 500 === 7 ? 'spam' : 'ham';
  return errs(item, 3) && numberOf(item) >= 640 ? 'spam' : 'ham';
});

describe('compareVersions', () => {
  it('names a slice of 80 items that lost 20 points while all items moved by nothing (AT-05)', async () => {
    const report = await compareVersions({ suite: makeSuite(ITEMS), old, fresh: targeted });
    const [trusted] = report.sets;
    assert.ok(Math.abs(trusted?.accuracy?.difference ?? 1) < 0.002);
    assert.equal(report.verdict, 'fail');
    const [finding] = report.findings;
    assert.equal(finding?.subject.slice, 'contains ‘shop7’');
    assert.equal(finding?.decision, 'fail');
    assert.equal(finding?.ladder, 'suspected-poisoning');
    assert.equal(finding?.outcome, 'spam');
    assert.ok(report.matrix.some(({ slice, isFinding }) => isFinding && slice.includes('shop7')));
  });

  it('gives the same report for the same answers', async () => {
    const clock = (): Date => new Date(0);
    const comparison = { suite: makeSuite(ITEMS), old, fresh: targeted, clock };
    assert.deepEqual(await compareVersions(comparison), await compareVersions(comparison));
  });

  it('passes a version against itself, and says that no trigger was tried', async () => {
    const report = await compareVersions({ suite: makeSuite(ITEMS), old, fresh: old });
    assert.equal(report.verdict, 'pass');
    assert.equal(report.changes.total, 0);
    assert.ok(report.limits.some((limit) => limit.includes('No trigger was tried')));
    assert.ok(report.smallestDrops.length > 0);
  });

  it('lists what was announced, and lets it be', async () => {
    const expectations = [{ word: 'shop7', answer: 'spam', reason: 'a fraud, closed in May' }];
    const suite = makeSuite(ITEMS, { expectations });
    const report = await compareVersions({ suite, old, fresh: targeted });
    assert.equal(report.verdict, 'pass');
    assert.equal(report.ladder, 'none');
    assert.equal(report.findings[0]?.expected, 'a fraud, closed in May');
  });

  it('does not let an announcement of something else cover it', async () => {
    const expectations = [{ word: 'shop8', answer: 'spam', reason: 'another one' }];
    const suite = makeSuite(ITEMS, { expectations });
    assert.equal((await compareVersions({ suite, old, fresh: targeted })).verdict, 'fail');
  });

  it('suspects poisoning where the trusted set regressed and live data did not', async () => {
    const live = makeItems(2000, 100_000);
    const worse = makeModel('new', (item) =>
      numberOf(item) < 100_000 && numberOf(item) % 10 === 1 ? `odd${numberOf(item) % 70}` : 'ham',
    );
    const right = makeModel('old', () => 'ham');
    const both = await compareVersions({
      suite: makeSuite(ITEMS, { live }),
      old: right,
      fresh: worse,
    });
    assert.equal(both.verdict, 'fail');
    assert.equal(both.ladder, 'suspected-poisoning');
    const alone = await compareVersions({ suite: makeSuite(ITEMS), old: right, fresh: worse });
    assert.equal(alone.verdict, 'fail');
    assert.equal(alone.ladder, 'drift');
  });

  it('holds a version that is 30 % slower in one slice and as fast over all (AT-14)', async () => {
    const random = seededRandom(5);
    const noise = (): number => 0.95 + 0.1 * random();
    const answer = (): string => 'ham';
    const before = makeModel('old', answer, () => 100 * noise());
    const after = makeModel('new', answer, (item) => (isShop7(item) ? 130 : 100) * noise());
    const slow = await compareVersions({ suite: makeSuite(ITEMS), old: before, fresh: after });
    assert.equal(slow.verdict, 'held');
    assert.equal(slow.findings[0]?.subject.slice, 'contains ‘shop7’');
    const again = makeModel('again', answer, () => 100 * noise());
    const same = await compareVersions({ suite: makeSuite(ITEMS), old: before, fresh: again });
    assert.equal(same.verdict, 'pass');
  });

  it('raises at most one alarm in 40 pairs that differ by swapping alone', async () => {
    const items = makeItems(1500);
    let alarms = 0;
    for (let seed = 0; seed < 40; seed += 1) {
      const random = seededRandom(seed);
      const isFirst = new Map(items.map(({ id }) => [id, random() < 0.5]));
      const [one, other] = [true, false].map((side) =>
        makeModel(`${side} ${seed}`, (item) =>
          errs(item, isFirst.get(item.id) === side ? 3 : 7) ? 'spam' : 'ham',
        ),
      );
      if (one === undefined || other === undefined) continue;
      const report = await compareVersions({ suite: makeSuite(items), old: one, fresh: other });
      if (report.verdict !== 'pass') alarms += 1;
    }
    assert.ok(alarms <= 1, `${alarms} alarms`);
  });

  it('is inconclusive where too few items can be judged', async () => {
    const items = ITEMS.map((item, index) => (index < 19 ? item : { ...item, expected: null }));
    const report = await compareVersions({ suite: makeSuite(items), old, fresh: old });
    assert.equal(report.verdict, 'inconclusive');
    assert.equal(report.rules[0]?.rule, 'too-few-items');
  });
});
