import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Gate, type GateResult, runGate } from '../../tools/check/gate.ts';
import { GATES } from '../../tools/check/gates.ts';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const SHARED = [
  'biome.json',
  'tsconfig.json',
  'tools/check',
  'tools/floors.json',
  'tools/import-direction',
  'tools/import-direction.ts',
];

/** A sound house of one room, small enough that every gate is quick. */
const SOUND: Readonly<Record<string, string>> = {
  '.gitignore': 'node_modules\n',
  'package.json': `{
  "type": "module",
  "dependencies": {
    "knip": "6",
    "oxc-parser": "0"
  }
}
`,
  'knip.json': `{
  "entry": ["src/cli/main.ts", "tools/*.ts", "tools/check/*.ts", "test/**/*.test.ts"],
  "project": ["src/**/*.ts", "tools/**/*.ts"]
}
`,
  'src/cli/name.ts': "export const NAME = 'credence';\n",
  'src/cli/main.ts': "import { NAME } from './name.ts';\n\nprocess.title = NAME;\n",
  'test/name.test.ts': `import assert from 'node:assert/strict';
import { it } from 'node:test';
import { NAME } from '../src/cli/name.ts';

it('has a name', () => {
  assert.equal(NAME, 'credence');
});
`,
};

/** A violation for each gate: the file that brings it. */
const PLANTED: Readonly<Record<string, readonly [path: string, source: string]>> = {
  'format and lint': ['src/cli/main.ts', 'process.title = "credence";\nPromise.resolve();\n'],
  types: ['src/cli/main.ts', "process.title = ['credence'][0];\n"],
  'import direction': ['src/core/digest.ts', "import '../cli/name.ts';\n"],
  'unused code': ['src/cli/name.ts', "export const NAME = 'credence';\nexport const SPARE = 1;\n"],
  tests: [
    'test/fail.test.ts',
    "import { it } from 'node:test';\nit('', () => Promise.reject());\n",
  ],
};

describe('the gates', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'credence-gates-'));
    for (const name of SHARED)
      cpSync(join(REPOSITORY, name), join(root, name), { recursive: true });
    symlinkSync(join(REPOSITORY, 'node_modules'), join(root, 'node_modules'));
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  function write(path: string, source: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }

  async function pass(gate: Gate): Promise<GateResult & { readonly output: string }> {
    let output = '';
    const result = await runGate(gate, { root, write: (chunk) => (output += chunk) });
    return { ...result, output };
  }

  for (const gate of GATES) {
    it(`${gate.name}: lets a sound house pass and catches a planted violation`, async () => {
      for (const [path, source] of Object.entries(SOUND)) write(path, source);
      const sound = await pass(gate);
      assert.ok(sound.passed, sound.output);
      write(...(PLANTED[gate.name] ?? ['', '']));
      const planted = await pass(gate);
      assert.ok(!planted.passed, planted.output);
    });
  }

  it('fails a program that succeeds without having looked at anything', async () => {
    const gate: Gate = {
      name: 'idle',
      command: ['/bin/sh', '-c', 'echo Checked 0 files'],
      seen: /Checked (\d+)/,
      unit: 'files',
    };
    assert.deepEqual(
      { ...(await pass(gate)), seconds: 0 },
      {
        name: 'idle',
        passed: false,
        note: 'looked at nothing',
        output: 'Checked 0 files\n',
        seconds: 0,
      },
    );
    assert.equal((await pass({ ...gate, command: ['/bin/sh', '-c', 'true'] })).passed, false);
  });

  it('fails a program that is not installed, and says what to do', async () => {
    const result = await pass({
      name: 'gone',
      command: ['no-such-program'],
      seen: /(\d+)/,
      unit: 'files',
    });
    assert.equal(result.note, 'failed (exit not started)');
    assert.match(result.output, /run "npm ci" first/);
  });
});
