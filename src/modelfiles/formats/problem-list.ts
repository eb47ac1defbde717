import type { Problem } from '../inspection.ts';
import { type Fact, problem, problemOfError } from '../problem.ts';

/** Problems of one rule that are kept one by one. */
const KEPT = 20;

/** Problems of one inspection. A rule that is broken a million times is told twenty times, and counted. */
export class ProblemList {
  readonly #byRule = new Map<string, { readonly kept: Problem[]; count: number }>();

  add(decision: Problem['decision'], fact: Fact): void {
    this.push([problem(decision, fact)]);
  }

  push(found: Iterable<Problem>): void {
    for (const one of found) {
      const key = `${one.rule} ${one.decision}`;
      const rule = this.#byRule.get(key) ?? { kept: [], count: 0 };
      this.#byRule.set(key, rule);
      rule.count++;
      if (rule.kept.length < KEPT) rule.kept.push(one);
    }
  }

  /**
   * Runs a part of the inspection: what it found before it broke off stays, and the error that ended
   * it is added as a problem of `room`.
   *
   * @returns whether it came to its end
   */
  attempt(room: string, part: () => void): boolean {
    try {
      part();
      return true;
    } catch (error) {
      this.push([problemOfError(room, error)]);
      return false;
    }
  }

  list(): readonly Problem[] {
    return [...this.#byRule.values()].flatMap(({ kept, count }) => {
      const last = kept.at(-1);
      if (last === undefined || count === kept.length) return kept;
      const more = count - kept.length;
      return [
        ...kept.slice(0, -1),
        { ...last, summary: `${last.summary} The same is found ${more} times more.` },
      ];
    });
  }
}
