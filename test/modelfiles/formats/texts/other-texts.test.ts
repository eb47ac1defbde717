import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspectRequirements } from '../../../../src/modelfiles/formats/texts/inspect-requirements.ts';
import { scanModelFile } from '../../../../src/modelfiles/scan-model-file.ts';
import { MemorySource } from '../../../../src/modelfiles/sources/memory-source.ts';
import { rulesOf } from '../rules-of.ts';

function requirements(text: string): readonly string[] {
  return [...new Set(rulesOf(inspectRequirements(new MemorySource(Buffer.from(text)))))];
}

async function verdict(name: string, text: string): Promise<readonly string[]> {
  const report = await scanModelFile(Buffer.from(text), { name });
  return [report.format, report.verdict, report.rule];
}

describe('inspectRequirements', () => {
  it('passes packages by name and version, and notes those without a fixed version', () => {
    const pinned =
      'torch==2.1  # fast\n\nfoo[bar,baz]==1.0 ; python_version < "3.9"\nx==1 --hash=sha256:ab \\\n  --hash=sha256:cd\n-r other.txt\n';
    assert.deepEqual(requirements(pinned), []);
    assert.deepEqual(requirements('numpy>=1.2,<2\n'), ['note requirements.unpinned']);
    assert.deepEqual(requirements('numpy (>=1.2)\n'), ['note requirements.unpinned']);
  });

  const held: Readonly<Record<string, string>> = {
    'git+https://example.com/x.git': 'direct-address',
    'x @ https://example.com/x.whl': 'direct-address',
    'x@https://example.com/x.whl': 'direct-address',
    'https://example.com/x.whl': 'direct-address',
    '-e .': 'editable',
    '--extra-index-url https://example.com': 'option',
    '-i https://example.com': 'option',
    '--trusted-host example.com': 'option',
    '-r ../../other.txt': 'other-file',
    '-r https://example.com/r.txt': 'other-file',
    './local': 'unreadable',
    'a b c': 'unreadable',
  };
  for (const [line, rule] of Object.entries(held)) {
    it(`holds "${line}"`, () => {
      assert.deepEqual(requirements(`${line}\n`), [`held requirements.${rule}`]);
    });
  }

  it('joins lines before it reads them', () => {
    assert.deepEqual(requirements('x \\\n @ https://example.com/x.whl\n'), [
      'held requirements.direct-address',
    ]);
  });

  it('takes long lines without long thought', () => {
    assert.deepEqual(requirements(`a${'!'.repeat(200_000)}#\n`), ['held requirements.unreadable']);
    assert.deepEqual(requirements(`a${'-'.repeat(200_000)}\n`), ['held requirements.unreadable']);
  });
});

describe('texts beside a model', () => {
  it('holds Python source, and says what it reaches for', async () => {
    const text = 'import os, numpy\nfrom subprocess import run\n';
    const report = await scanModelFile(Buffer.from(text), { name: 'modeling_x.py' });
    assert.deepEqual([report.verdict, report.rule], ['held', 'remote-code.python-source']);
    assert.match(report.findings[0]?.summary ?? '', /reaches for os, subprocess\.$/);
    assert.deepEqual(await verdict('a/__init__.py', '# nothing\n\n'), [
      'python-source',
      'pass',
      'explained',
    ]);
  });

  it('explains other texts, which nobody runs', async () => {
    assert.deepEqual(await verdict('README.md', '# A model\n'), ['text', 'pass', 'explained']);
    assert.deepEqual(await verdict('run.sh', '#!/bin/sh\nrm -r x\n'), [
      'text',
      'pass',
      'explained',
    ]);
  });

  it('judges a chat template in a file of its own', async () => {
    assert.deepEqual(await verdict('chat_template.jinja', '{{ messages[0].content }}'), [
      'chat-template',
      'pass',
      'explained',
    ]);
    assert.deepEqual(await verdict('x.j2', '{{ lipsum }}'), [
      'chat-template',
      'fail',
      'template.forbidden-name',
    ]);
  });
});
