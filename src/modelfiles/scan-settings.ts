import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { builtInPolicy } from './policy/built-in-policy.ts';
import type { Policy } from './policy/policy.ts';

/** What the user of a scan may settle. */
export interface ScanSettings {
  /**
   * What programs in the files may name and do: a policy that was read, or the name of one that
   * comes with the program. `data-only` unless given.
   */
  readonly policy?: Policy | string | undefined;
  /** What looking at one file may cost; what is left out is as in `DEFAULT_LIMITS`. */
  readonly limits?: Partial<Limits> | undefined;
  /** Chat template that those in the files are compared with. */
  readonly baseTemplate?: string | null | undefined;
  /** Whether programs are written out that nothing stands against, too; so unless told otherwise. */
  readonly explains?: boolean | undefined;
  /** Whether another thread may hash large files while this one looks into them; so unless told otherwise. */
  readonly threads?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The same with nothing left out. */
export interface SettledScan {
  readonly policy: Policy;
  readonly limits: Limits;
  readonly baseTemplate: string | null;
  readonly explains: boolean;
  readonly threads: boolean;
  readonly signal: AbortSignal | undefined;
}

/** @throws CredenceError `CONFIG_INVALID` where no policy has the name */
export function settle(settings: ScanSettings): SettledScan {
  const { policy = 'data-only' } = settings;
  return {
    policy: typeof policy === 'string' ? builtInPolicy(policy) : policy,
    limits: { ...DEFAULT_LIMITS, ...settings.limits },
    baseTemplate: settings.baseTemplate ?? null,
    explains: settings.explains ?? true,
    threads: settings.threads ?? true,
    signal: settings.signal,
  };
}
