import assert from 'node:assert/strict';
import { CredenceError, type ErrorCode } from '../../src/core/error.ts';

/** For `assert.throws` and `assert.rejects`: an error of ours, with this code and these words. */
export function credenceError(code: ErrorCode, words: RegExp): (error: unknown) => true {
  return (error) => {
    assert.ok(error instanceof CredenceError, String(error));
    assert.equal(error.code, code);
    assert.match(error.message, words);
    return true;
  };
}
