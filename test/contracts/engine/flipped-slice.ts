import { seededRandom } from '../../../src/numerics/seeded-random.ts';
import type { ContractDataset, Row } from './contract-dataset.ts';

const WORDS = { up: ['rise', 'gain', 'climb', 'peak'], down: ['fall', 'loss', 'drop', 'low'] };
const COMMON = ['the', 'day', 'of', 'a', 'market', 'and', 'price', 'in', 'was', 'we', 'saw', 'it'];
const START = Date.UTC(2026, 0, 1);
const DAY = 86_400_000;

export const FLIPPED_BRANCH = 'branch-3';

/** Labels that words tell. In one branch, half of what goes up is called down by two of six labellers. */
export function flippedSlice(): ContractDataset {
  const random = seededRandom(41);
  const pick = <Value>(values: readonly Value[]): Value =>
    values[Math.floor(random() * values.length)] as Value;
  const rows = Array.from({ length: 1800 }, (_, at): Row => {
    const truth = random() < 0.5 ? 'up' : 'down';
    const branch = `branch-${at % 5}`;
    const labeller = `labeller-${Math.floor(at / 5) % 6}`;
    const isDishonest = labeller === 'labeller-1' || labeller === 'labeller-4';
    const isFlipped = branch === FLIPPED_BRANCH && truth === 'up' && isDishonest && random() < 0.8;
    const other = truth === 'up' ? 'down' : 'up';
    const words = [...Array.from({ length: 9 }, () => pick(COMMON)), pick(WORDS[truth])];
    return {
      text: words.join(' '),
      label: isFlipped || random() < 0.02 ? other : truth,
      branch,
      labeller,
      day: new Date(START + Math.floor(at / 30) * DAY).toISOString(),
    };
  });
  return {
    rows,
    roles: {
      text: ['text'],
      label: ['label'],
      contributor: ['labeller'],
      field: ['branch'],
      time: ['day'],
    },
  };
}
