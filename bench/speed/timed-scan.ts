import { scan } from '../../src/screening/scan.ts';

/** Scans one file in a process of its own, so that its peak memory is its own, and prints both as JSON. */
const [path = '', memory = '2147483648'] = process.argv.slice(2);
const started = performance.now();
const { report } = await scan({ paths: [path], memory: Number(memory) });
const seconds = (performance.now() - started) / 1000;
const megabytes = process.resourceUsage().maxRSS / 1000;
process.stdout.write(
  `${JSON.stringify({ seconds, megabytes, records: report.dataset.records, verdict: report.verdict })}\n`,
);
