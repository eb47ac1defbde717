import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** One of the checks that stand between a change and the main line. */
export interface Gate {
  readonly name: string;
  /** Program and arguments; a bare name is looked up in `node_modules/.bin`. */
  readonly command: readonly [string, ...string[]];
  /**
   * Finds in the output how much was looked at. A gate that looked at nothing, or does not say,
   * fails whatever its exit code is.
   */
  readonly seen: RegExp;
  /** What `seen` counts, in words. */
  readonly unit: string;
}

export interface GateResult {
  readonly name: string;
  readonly passed: boolean;
  /** What was looked at, or why it failed. */
  readonly note: string;
  readonly seconds: number;
}

/** Where a gate runs and where its output goes while it does. */
export interface GateSurroundings {
  readonly root: string;
  readonly write: (chunk: string) => void;
}

/** Runs a gate and holds it to its proof. Never throws: a program that does not start is a failure. */
export async function runGate(gate: Gate, { root, write }: GateSurroundings): Promise<GateResult> {
  const started = performance.now();
  const { code, output } = await run(gate.command, { root, write });
  const seconds = (performance.now() - started) / 1000;
  const seen = Number(gate.seen.exec(output)?.[1] ?? 0);
  const result = { name: gate.name, seconds };
  if (code !== 0) return { ...result, passed: false, note: `failed (exit ${code})` };
  if (seen === 0) return { ...result, passed: false, note: 'looked at nothing' };
  return { ...result, passed: true, note: `${seen} ${gate.unit}` };
}

async function run(
  [program, ...args]: Gate['command'],
  { root, write }: GateSurroundings,
): Promise<{ code: number | string; output: string }> {
  const bin = join(root, 'node_modules/.bin');
  // Inside a test run, the runner would take this run for its own and skip it.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(program.includes('/') ? program : join(bin, program), args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...env, PATH: `${bin}:${env['PATH'] ?? ''}` },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      write(chunk);
    });
  }
  try {
    const [code, signal] = await once(child, 'close');
    return { code: code ?? signal, output };
  } catch (error) {
    write(`${program} did not start (${String(error)}); run "npm ci" first\n`);
    return { code: 'not started', output };
  }
}
