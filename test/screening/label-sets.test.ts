import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seededRandom } from '../../src/numerics/seeded-random.ts';
import { scanRows } from './scan-rows.ts';

const SUBJECTS: Readonly<Record<string, string>> = {
  price: 'the fare was far too high for what it was',
  crew: 'the crew looked after everybody on board',
  delay: 'we waited three hours and missed the connection',
  food: 'the meal came cold and tasted of nothing',
};
const NAMES = Object.keys(SUBJECTS);

/** Reviews of one to three subjects. */
function reviews(count: number): { text: string; label: string[] }[] {
  const random = seededRandom(14);
  return Array.from({ length: count }, (_, at) => {
    const label = NAMES.filter(() => random() < 0.4);
    const own = label.length === 0 ? [NAMES[at % NAMES.length] as string] : label;
    return {
      text: own
        .map((name) => SUBJECTS[name])
        .concat(`trip ${at}`)
        .join('. '),
      label: own,
    };
  });
}

describe('labels of records that have several', () => {
  const rows = reviews(600);
  const roles = { text: ['text'], label: ['label'] };

  it('that are missing or too many are reported as a matter of quality', async () => {
    const planted = new Set([...rows.keys()].filter((at) => at % 12 === 5));
    const found = await scanRows(
      rows.map((row, at) => {
        if (!planted.has(at)) return row;
        const turned = [...NAMES.slice((at / 12) % 4), ...NAMES];
        const lacking = turned.find((name) => !row.label.includes(name));
        return lacking === undefined
          ? { ...row, label: row.label.slice(1) }
          : { ...row, label: [...row.label, lacking] };
      }),
      { roles },
    );
    const finding = found.report.findings.find(({ check }) => check.id === 'label-issues');
    assert.equal(finding?.ladder, 'quality-issue');
    assert.match(finding?.summary ?? '', /lack a label or have one too many: “\w+” is missing in/);
    const total = finding?.records.total ?? 0;
    assert.ok(total > 0.6 * planted.size && total < 1.2 * planted.size, `${total}`);
    const first = finding?.records.first.map(({ position }) => position) ?? [];
    const right = first.filter((at) => planted.has(at)).length;
    assert.ok(right > 0.8 * first.length, `${right} of ${first.length}`);
  });

  it('raise nothing where they are as they should be', async () => {
    const found = await scanRows(rows, { roles });
    assert.deepEqual(
      found.report.findings.filter(({ check }) => check.id === 'label-issues'),
      [],
    );
    const check = found.report.checks.find(({ id }) => id === 'label-issues');
    assert.match(check?.note ?? '', /each against the rest/);
  });
});
