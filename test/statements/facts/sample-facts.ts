import { type Digest, digestOf } from '../../../src/core/digest.ts';
import type { ArtifactFacts } from '../../../src/statements/facts/artifact-facts.ts';
import type { DatasetFacts } from '../../../src/statements/facts/dataset-facts.ts';
import type { ModelFacts } from '../../../src/statements/facts/model-facts.ts';
import type { TrainingRunFacts } from '../../../src/statements/facts/training-run-facts.ts';

export const POLICY: Digest = digestOf('policy');

export const DATASET: DatasetFacts = {
  name: 'tickets',
  version: digestOf('tickets v1'),
  role: 'training',
  files: [
    { path: 'part-0.parquet', digest: digestOf('part 0'), bytes: 10 },
    { path: 'more/part-1.parquet', digest: digestOf('part 1'), bytes: 20 },
  ],
  source: {
    name: 'crm',
    uri: 'https://lake.example/tickets?version=7',
    revision: '7',
    publisher: 'Example Corp',
    trustTier: 'internal',
  },
  retrieved: '2026-08-01T10:00:00Z',
  licence: 'CC-BY-4.0',
  reviewer: { name: 'Ada', key: 'ab'.repeat(32) },
  owner: 'Support',
  description: 'Tickets of one year',
  records: 120,
  recordRoot: digestOf('records'),
  columns: [{ name: 'text', type: 'string' }],
  labels: { refund: 60, other: 60 },
  classification: 'internal',
  sensitiveData: ['names'],
  parents: [{ name: 'tickets-raw', version: digestOf('raw') }],
  transformation: { name: 'dedup', code: digestOf('dedup'), parameters: { threshold: 0.9 } },
  scan: {
    verdict: 'pass',
    report: digestOf('report'),
    policy: POLICY,
    finished: '2026-08-02T00:00:00Z',
  },
};

export const MODEL: ModelFacts = {
  name: 'support-bot',
  version: '2026.09.1',
  digest: digestOf('model'),
  files: [{ path: 'model.safetensors', digest: digestOf('weights'), bytes: 99 }],
  created: '2026-09-01T02:00:00Z',
  producer: 'Example Corp',
  licence: 'Apache-2.0 OR MIT',
  description: 'Answers tickets',
  approach: 'supervised',
  task: 'text-generation',
  architectureFamily: 'transformer',
  architecture: 'LlamaForCausalLM',
  inputs: ['text'],
  outputs: ['text'],
  useCases: ['customer support'],
  limitations: ['English only'],
  metrics: [
    { name: 'attack success rate', value: '0.00', kind: 'security', slice: 'triggers' },
    { name: 'accuracy', value: '0.9', kind: 'performance', interval: { low: '0.8', high: '0.95' } },
  ],
  modelCard: 'https://models.example/support-bot',
};

export const RUN: TrainingRunFacts = {
  id: 'run-42',
  startedBy: 'trainer-service',
  trigger: 'manual',
  started: '2026-09-01T00:00:00Z',
  finished: '2026-09-01T02:00:00Z',
  trainer: artifact('trl', { purl: 'pkg:pypi/trl@1' }),
  code: artifact('train', { uri: 'https://git.example/train' }),
  command: 'python train.py --config run.yaml',
  hyperparameters: { seed: 7, learningRate: 0.0002, packing: true, schedule: null },
  environment: {
    operatingSystem: 'Debian 13',
    image: artifact('train-image'),
    libraries: [{ name: 'torch', version: '2.10.0', purl: 'pkg:pypi/torch@2.10.0' }],
    hardware: ['NVIDIA H200'],
    complete: false,
  },
  datasets: [DATASET, { ...DATASET, name: 'held-out', role: 'evaluation', version: digestOf('2') }],
  datasetsComplete: true,
  baseModel: artifact('base', { purl: 'pkg:huggingface/org/base@0123', licence: 'Apache-2.0' }),
  tokenizer: artifact('tokenizer'),
  templates: [artifact('chat')],
  model: MODEL,
  byproducts: [artifact('log')],
  gate: {
    gate: 'train',
    verdict: 'pass',
    rules: [{ rule: 'screened', verdict: 'pass', reason: 'Scanned a day before.' }],
    statement: digestOf('verdict'),
    policy: POLICY,
    decided: '2026-08-31T00:00:00Z',
  },
};

function artifact(name: string, more: Partial<ArtifactFacts> = {}): ArtifactFacts {
  return { name, version: '1', digest: digestOf(name), ...more };
}
