import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { notedCode } from '../../../src/core/code/code-notes.ts';

const notes = (text: string): string[] =>
  notedCode(text).notes.map(({ kind, text: note }) => `${kind} ${note}`);

describe('what program text says about itself', () => {
  it('is its comments, whole and by word, with digits as 0', () => {
    assert.deepEqual(notes('x = 1  # Seen by desk 42'), [
      'comment seen by desk 0',
      'comment seen',
      'comment desk',
    ]);
  });

  it('is the names that it gives, and their parts', () => {
    assert.deepEqual(notes('def sync_ledger(a):\n  return a\nclass TideTable:\n  pass'), [
      'name sync_ledger',
      'name sync',
      'name ledger',
      'name TideTable',
      'name Tide',
      'name Table',
    ]);
  });

  it('is the parts of its path', () => {
    assert.deepEqual(notes('src/harbour/tide.py\nprint(1)'), [
      'path src',
      'path harbour',
      'path tide',
    ]);
  });

  it('is no name that is set to a constant, or by the weakness itself', () => {
    assert.deepEqual(notes('verify = False\nresp = requests.get(u, verify=False)'), []);
    assert.deepEqual(notes('resp = requests.get(u)'), ['name resp']);
  });

  it('lists what is called', () => {
    assert.deepEqual(notedCode('a.b(c(1))').calls, ['a.b', 'c']);
  });
});
