import { CredenceError, type ErrorCode, type Location } from '../../core/error.ts';
import type { TaskOutput, VaultTaskName } from './vault-task.ts';

/** What a thread sends back; errors lose their class between threads, so they go as plain data. */
export type VaultReply =
  | { readonly ok: true; readonly output: TaskOutput<VaultTaskName> }
  | { readonly ok: false; readonly error: PlainError };

export interface PlainError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | undefined;
  readonly at: Location | undefined;
}

export function plainError(error: unknown): PlainError {
  if (error instanceof CredenceError) {
    const { code, message, hint, at } = error;
    return { code, message, hint, at };
  }
  return { code: 'INTERNAL', message: String(error), hint: undefined, at: undefined };
}

export function errorFrom({ code, message, hint, at }: PlainError): CredenceError {
  return new CredenceError(code, message, { hint, at });
}
