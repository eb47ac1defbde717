import { fileURLToPath } from 'node:url';
import { type GateResult, runGate } from './check/gate.ts';
import { GATES } from './check/gates.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const results: GateResult[] = [];
for (const gate of GATES) {
  console.log(`\n── ${gate.name}`);
  results.push(await runGate(gate, { root, write: (chunk) => process.stdout.write(chunk) }));
}

console.log('\n── summary');
for (const { name, passed, note, seconds } of results) {
  console.log(`${passed ? '✔' : '✖'} ${name.padEnd(18)} ${note} (${seconds.toFixed(1)} s)`);
}
const failed = results.filter((result) => !result.passed);
const gates = `${results.length - failed.length} of ${results.length} gates passed`;
console.log(`${failed.length === 0 ? 'PASS' : 'FAIL'}: ${gates}, on Node ${process.versions.node}`);
process.exitCode = failed.length === 0 ? 0 : 1;
