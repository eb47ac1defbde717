import { setFlagsFromString } from 'node:v8';
import { scanModelPaths } from '../../src/modelfiles/scan-model-paths.ts';

/**
 * Scans in a process of its own, so that its peak memory is its own, and prints figures as JSON. As
 * the command does for the terminal, it keeps the engine's young memory small, and writes out only
 * programs that something stands against.
 */
setFlagsFromString('--semi-space-growth-factor=1');
const [path = '', policy = 'data-only'] = process.argv.slice(2);
const started = performance.now();
const cpu = process.cpuUsage();
const { files } = await scanModelPaths([path], { policy, explains: false });
const { user, system } = process.cpuUsage(cpu);
const wall = (performance.now() - started) / 1000;
process.stdout.write(
  `${JSON.stringify({
    seconds: (user + system) / 1e6,
    wall,
    megabytes: process.resourceUsage().maxRSS / 1000,
    bytes: files.reduce((sum, file) => sum + file.bytes, 0),
    files: files.length,
    passed: files.filter(({ verdict }) => verdict === 'pass').length,
  })}\n`,
);
