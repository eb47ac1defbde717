import { availableParallelism } from 'node:os';
import type { Gate } from './gate.ts';

/** Tests that hang are stopped after this long, in milliseconds. */
const TEST_TIMEOUT = 300_000;

/** Every gate, the quick ones first. */
export const GATES: readonly Gate[] = [
  {
    name: 'format and lint',
    command: ['biome', 'ci', '--colors=off', '--error-on-warnings', '.'],
    seen: /^Checked (\d+) files?/m,
    unit: 'files',
  },
  {
    name: 'types',
    command: ['tsc', '--noEmit', '--diagnostics'],
    seen: /^Files:\s+(\d+)/m,
    unit: 'files, with those of libraries',
  },
  {
    name: 'import direction',
    command: [process.execPath, 'tools/import-direction.ts'],
    seen: /^import direction: (\d+) files/m,
    unit: 'files',
  },
  {
    name: 'unused code',
    command: [
      'knip',
      '--no-progress',
      '--treat-config-hints-as-errors',
      '--reporter=symbols',
      '--reporter=./tools/check/knip-count.ts',
    ],
    seen: /^knip looked at (\d+) files/m,
    unit: 'files',
  },
  {
    name: 'tests',
    command: [
      process.execPath,
      '--test',
      '--test-reporter=spec',
      `--test-concurrency=${Math.min(availableParallelism(), 4)}`,
      `--test-timeout=${TEST_TIMEOUT}`,
      'test/**/*.test.ts',
    ],
    seen: /^ℹ pass (\d+)/m,
    unit: 'passed',
  },
];
