import { readFileSync, writeFileSync } from 'node:fs';
import {
  findLabelIssues,
  type LabelIssueFilter,
} from '../../src/numerics/confident-learning/find-label-issues.ts';
import {
  LABEL_QUALITY_SCORES,
  labelQuality,
} from '../../src/numerics/confident-learning/label-quality.ts';
import type { LabelledProbabilities } from '../../src/numerics/confident-learning/labelled-probabilities.ts';
import { rankLabelIssues } from '../../src/numerics/confident-learning/rank-label-issues.ts';
import { surveyRows } from '../../src/numerics/confident-learning/survey-rows.ts';
import { readNpy } from '../../src/records/probabilities/npy-array.ts';
import { readNpyHeader } from '../../src/records/probabilities/npy-header.ts';

/** Does what confident_learning.py does, with its arguments, in a process of its own. */
function work(name: string, data: LabelledProbabilities): Int32Array | Float64Array {
  const score = LABEL_QUALITY_SCORES.find((known) => known === name);
  if (score !== undefined) return Float64Array.from(labelQuality(data, { score }));
  const survey = surveyRows(data);
  if (name !== 'ranked') return findLabelIssues(survey, name as LabelIssueFilter);
  const issues = findLabelIssues(survey, 'prune_by_noise_rate');
  return rankLabelIssues(data, issues, { score: 'self_confidence' });
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function peakMegabytes(): number {
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(peak) / 1000;
}

const [probabilitiesPath = '', labelsPath = '', name = '', repeats = '3', out = ''] =
  process.argv.slice(2);
const probabilities = readNpy(readFileSync(probabilitiesPath), probabilitiesPath);
const [rows = 0, classes = 0] = probabilities.shape;
const labelBytes = readFileSync(labelsPath);
const labelsAt = labelBytes.byteOffset + readNpyHeader(labelBytes, labelsPath).offset;
const labels = new Int32Array(labelBytes.buffer, labelsAt, rows);
const data = { rows, classes, values: probabilities.values, labels };
const seconds: number[] = [];
let result: Int32Array | Float64Array = new Int32Array(0);
for (let repeat = 0; repeat < Number(repeats); repeat += 1) {
  const began = cpuSeconds();
  result = work(name, data);
  seconds.push(cpuSeconds() - began);
}
writeFileSync(out, result);
seconds.sort((one, other) => one - other);
const median = seconds[seconds.length >> 1];
console.log(JSON.stringify({ seconds: median, megabytes: peakMegabytes() }));
