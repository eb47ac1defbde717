import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { parseBom } from '../../src/statements/cyclonedx/validate-bom.ts';
import { peopledWorkspace } from '../gates/admitted-workspace.ts';
import { HandClock } from '../workspace/test-workspace.ts';
import { credence, type Ended } from './run-credence.ts';

it('goes from admitted data to a signed bill on the command line', async (context) => {
  const test = await peopledWorkspace(context, new HandClock(Date.now() - 60_000));
  const { folder: cwd } = test;
  // The command line looks for keys below the folder of configuration.
  const config = join(cwd, '..', 'config');
  mkdirSync(config);
  symlinkSync(join(cwd, '..'), join(config, 'credence'));
  const version = await test.take('tickets');
  const raw = await test.take('mails');
  await test.admit('tickets', version);
  test.file('project/code/train.py', 'train()');
  const weights = test.file('project/out/model.safetensors', 'weights');
  cpSync(join(cwd, '..', 'incoming', 'tickets'), join(cwd, 'data'), { recursive: true });
  cpSync(join(cwd, 'data'), join(cwd, 'changed'), { recursive: true });
  test.file('project/changed/more.jsonl', '{}\n');
  const run = async (line: string, code = 0): Promise<Ended> => {
    const ended = await credence(line.split(' '), { cwd, env: { XDG_CONFIG_HOME: config } });
    assert.equal(ended.code, code, `${line}\n${ended.stdout}\n${ended.stderr}`);
    return ended;
  };
  const name = `tickets@${version.slice(7, 19)}`;
  const start = `run start --dataset ${name} --model-base none --code code --name bot --as Ann`;
  const refused = await run(`${start} --dataset mails@${raw} --json`, 1);
  assert.equal(JSON.parse(refused.stdout).decision.verdict, 'fail');
  assert.match((await run(`${start} --data changed`, 1)).stdout, /^REFUSED .*more\.jsonl/s);
  assert.match((await run(`${start} --data data --param lr=0.1`)).stdout, /^STARTED/);
  const unpinned = await run(`${start.replace(name, 'tickets@main')} --json`, 2);
  assert.equal(JSON.parse(unpinned.stderr).error.code, 'NOT_FOUND');
  await run('run finish bot --output out --licence MIT --producer Example --as Ann');
  assert.match((await run('run show bot')).stdout, /lr = 0\.1/);

  assert.match((await run(`trace record ${name}:2`)).stdout, /→ model: model bot@/);
  assert.equal(JSON.parse((await run('trace source crm --json')).stdout).downstream.length, 6);
  await run('bom bot --out bom.json --sign bom.dsse --as Bob');
  const bom = parseBom(readFileSync(join(cwd, 'bom.json')));
  assert.equal(bom.metadata?.component?.name, 'bot');
  assert.match((await run('bom bot --gaps')).stdout, /of 50 minimum elements/);
  assert.match((await run(`bom ${name} --format croissant`)).stdout, /croissant\/1\.1/);

  const signed = await run('sign out --out model.sig --as Ann --json');
  writeFileSync(join(cwd, 'ann.pem'), JSON.parse(signed.stdout).publicKey);
  const verify = 'verify out --signature model.sig';
  assert.match((await run(verify)).stdout, /^VERIFIED .* of Ann/);
  writeFileSync(weights, 'Weights');
  assert.match((await run(`${verify} --public-key ann.pem`, 1)).stdout, /^FAILED/);
});
