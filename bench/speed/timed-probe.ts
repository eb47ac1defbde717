import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedEngine } from '../../src/engine/embedded/open-embedded-engine.ts';
import { openSource } from '../../src/engine/reading/open-source.ts';

/**
 * Reads one file, fits the probe model by fold, calibrates it and predicts every record out of fold, in a
 * process of its own. Prints times of reading and of the model, CPU seconds and peak memory as JSON.
 */
const [path = '', memory = '2147483648'] = process.argv.slice(2);
const scratch = await mkdtemp(join(tmpdir(), 'credence-probe-'));
try {
  const started = performance.now();
  const source = await openSource({
    paths: [path],
    roles: {},
    maximumBadRows: 0,
    scratch,
    scratchQuota: 2 ** 36,
  });
  const { engine } = await openEmbeddedEngine({ source, scratch, memory: Number(memory) });
  const { records } = engine.dataset;
  const read = performance.now();
  const { trainedOn, accuracy } = await engine.fitOutcomeModel();
  await engine.ownLabelProbabilities(Uint32Array.from({ length: records }, (_, at) => at));
  const ended = performance.now();
  const { user, system } = process.cpuUsage();
  await engine.close();
  await source.close();
  process.stdout.write(
    `${JSON.stringify({
      seconds: (ended - started) / 1000,
      modelSeconds: (ended - read) / 1000,
      processorSeconds: (user + system) / 1e6,
      megabytes: process.resourceUsage().maxRSS / 1000,
      records,
      trainedOn,
      accuracy,
    })}\n`,
  );
} finally {
  await rm(scratch, { recursive: true });
}
