import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CredenceError } from '../../src/core/error.ts';

describe('CredenceError', () => {
  it('carries code, place, hint and cause', () => {
    const cause = new Error('disk');
    const at = { file: 'a.csv', line: 3 };
    const error = new CredenceError('DATA_MALFORMED', 'Line 3 is ragged.', {
      at,
      cause,
      hint: 'Mend it.',
    });
    assert.ok(error instanceof Error);
    assert.deepEqual(
      [error.name, error.code, error.message, error.at, error.hint, error.cause],
      ['CredenceError', 'DATA_MALFORMED', 'Line 3 is ragged.', at, 'Mend it.', cause],
    );
  });

  it('has no cause of its own where none is given', () => {
    const error = new CredenceError('USAGE', 'No data was named.');
    assert.deepEqual([error.at, error.hint, 'cause' in error], [undefined, undefined, false]);
  });
});
