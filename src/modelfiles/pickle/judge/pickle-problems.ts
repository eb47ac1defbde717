import { visibleText } from '../../../core/visible-text.ts';
import type { Problem } from '../../inspection.ts';
import type { Policy } from '../../policy/policy.ts';
import { problem } from '../../problem.ts';
import { type Decompiler, hex } from '../decompile/decompile.ts';
import { shownName } from '../decompile/render-value.ts';
import type { Fault, PickleRun, RunEnd } from '../pickle-run.ts';
import type { Accusation, Charge } from './accusation.ts';

/** Different things that are told of one stream; what is beyond them is counted. */
const MOST_PROBLEMS = 40;

const REFUSE = 'Do not load this file; have its publisher convert it to safetensors.';
const ADD_NAME =
  'Do not load it, unless you know what this name does: then add it to a policy of your own, or convert the model to safetensors.';

/** What the judge holds against a run, each thing once, with the place where it happens first. */
export function accusationProblems(
  accusations: readonly Accusation[],
  run: PickleRun,
  { policy, decompiler }: { readonly policy: Policy; readonly decompiler: Decompiler },
): readonly Problem[] {
  const groups = new Map<string, { readonly first: Accusation; count: number }>();
  const charged = new Set<string>();
  for (const accusation of accusations) {
    const key = `${accusation.charge} ${accusation.symbol ?? ''}`;
    const group = groups.get(key);
    if (group !== undefined) group.count++;
    else groups.set(key, { first: accusation, count: 1 });
    if (accusation.charge === 'forbidden-call') charged.add(accusation.symbol ?? '');
  }
  // That a name is imported goes without saying where it is called.
  const told = [...groups.values()].filter(
    ({ first }) => first.charge !== 'forbidden-name' || !charged.has(first.symbol ?? ''),
  );
  const problems = told.slice(0, MOST_PROBLEMS).map(({ first, count }) => {
    const effect = first.effect === null ? null : run.effects.get(first.effect);
    const what = effect === null ? nameOf(first.symbol) : decompiler.expression(effect);
    const times = count > 1 ? ` It does so ${count} times.` : '';
    const { rule, decision, severity, summary, action } = CHARGES[first.charge];
    return problem(decision, {
      rule: `pickle.${rule ?? first.charge}`,
      severity,
      offset: first.offset,
      length: 1,
      summary:
        summary({ what, name: nameOf(first.symbol), policy: policy.name, why: first.why }) + times,
      action,
    });
  });
  if (told.length > MOST_PROBLEMS) {
    problems.push(
      problem('fail', {
        rule: 'pickle.forbidden-name',
        summary: `${told.length - MOST_PROBLEMS} more names and calls are not allowed.`,
        action: REFUSE,
      }),
    );
  }
  return problems;
}

/** Places at which readers differ. */
export function faultProblems(faults: readonly Fault[]): readonly Problem[] {
  const seen = new Set<string>();
  const first = faults.filter(({ kind, what }) => {
    const key = `${kind} ${what}`;
    return seen.size < seen.add(key).size;
  });
  return first.slice(0, MOST_PROBLEMS).map(({ kind, what, offset }) =>
    problem('fail', {
      rule: `pickle.${kind}`,
      severity: 'high',
      offset,
      length: 1,
      summary: `Readers of pickles disagree about this stream: ${what} (at ${hex(offset)}).`,
      action: 'Have its publisher write it anew; a file that readers read differently is refused.',
    }),
  );
}

/** A stream that did not come to its own end. */
export function endProblems(end: RunEnd, ran: boolean): readonly Problem[] {
  if (end.kind === 'limit') {
    return [
      problem('inconclusive', {
        rule: 'pickle.limit',
        offset: end.offset,
        summary: `${end.what}; what comes after ${hex(end.offset)} was not looked at.`,
        action: 'Raise the limit, or have its publisher convert it to safetensors.',
      }),
    ];
  }
  if (end.kind !== 'broken') return [];
  const before = ran ? ' What comes before has run by then.' : '';
  return [
    problem('fail', {
      rule: 'pickle.broken',
      severity: 'high',
      offset: end.offset,
      length: 1,
      summary: `The pickle breaks off at ${hex(end.offset)}: ${visibleText(end.what)}.${before}`,
      action: 'Have its publisher write it anew; a broken stream is refused.',
    }),
  ];
}

interface Told {
  readonly what: string;
  readonly name: string;
  readonly policy: string;
  readonly why: string | null;
}

interface ChargeText {
  readonly rule?: string;
  readonly decision: Problem['decision'];
  readonly severity: Problem['severity'];
  readonly summary: (told: Told) => string;
  readonly action: string;
}

const CHARGES: Readonly<Record<Charge, ChargeText>> = {
  'forbidden-name': {
    decision: 'fail',
    severity: 'high',
    summary: ({ name, policy }) =>
      `Loading imports ${name}, which policy ${policy} does not allow.`,
    action: ADD_NAME,
  },
  'forbidden-call': {
    decision: 'fail',
    severity: 'critical',
    summary: ({ what, policy }) => `Loading calls ${what}, which policy ${policy} does not allow.`,
    action: ADD_NAME,
  },
  'forbidden-arguments': {
    decision: 'fail',
    severity: 'high',
    summary: ({ what, policy, why }) =>
      `Loading calls ${what} with arguments that policy ${policy} does not allow: ${why ?? ''}.`,
    action: REFUSE,
  },
  'forbidden-state': {
    decision: 'fail',
    severity: 'high',
    summary: ({ what, name, policy, why }) =>
      `Loading calls ${what}, a state that policy ${policy} does not allow for ${name}${because(why)}.`,
    action: REFUSE,
  },
  'forbidden-items': {
    decision: 'fail',
    severity: 'high',
    summary: ({ what, policy }) =>
      `Loading calls ${what}, and policy ${policy} does not allow to fill this object.`,
    action: REFUSE,
  },
  'persistent-id': {
    decision: 'fail',
    severity: 'high',
    summary: ({ what, why }) =>
      `Loading needs ${what}, which only the program that wrote the file can resolve${because(why)}.`,
    action: REFUSE,
  },
  extension: {
    decision: 'fail',
    severity: 'high',
    summary: () =>
      'Loading takes whatever the process has registered under a number (copyreg extension).',
    action: REFUSE,
  },
  buffer: {
    decision: 'fail',
    severity: 'high',
    summary: () => 'Loading takes data from outside the stream, which a file does not have.',
    action: REFUSE,
  },
  'user-class': {
    decision: 'held',
    severity: 'medium',
    summary: ({ name }) =>
      `Loading needs ${name}, a class or function of the program that wrote the file.`,
    action:
      'Look at that class and at what it does on loading; then approve this file by its SHA-256 under `files` in a policy of your own, or the name under `symbols`.',
  },
};

function because(why: string | null): string {
  return why === null ? '' : `: ${why}`;
}

function nameOf(symbol: string | null): string {
  return symbol === null ? 'this object' : shownName(symbol);
}
