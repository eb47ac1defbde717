import { canonicalJson } from '../../core/canonical-json.ts';
import { type Digest, digestOf } from '../../core/digest.ts';
import { CredenceError } from '../../core/error.ts';
import { compileRule } from './compile-rule.ts';
import { type ApprovedFile, type Policy, type SymbolRule, symbolKey } from './policy.ts';
import type { PolicyFile, RuleNotation } from './policy-file.ts';
import { SHAPES } from './shapes.ts';

/**
 * A policy from its own file and the policies that it extends. A name that several of them know has
 * the rule of the last one; the file's own rules come last of all.
 *
 * @throws CredenceError `CONFIG_INVALID` where a rule names a shape that there is not.
 */
export function assemblePolicy(file: PolicyFile, bases: readonly Policy[]): Policy {
  const symbols = new Map<string, SymbolRule>();
  const approvedFiles = new Map<Digest, ApprovedFile>();
  for (const base of bases) {
    for (const [key, rule] of base.symbols) symbols.set(key, rule);
    for (const [digest, approval] of base.approvedFiles) approvedFiles.set(digest, approval);
  }
  const shapeOf = shapesOf(file);
  for (const [module, names] of Object.entries(file.symbols)) {
    for (const [name, rule] of Object.entries(names)) {
      const compiled = typeof rule === 'string' ? shapeOf(rule) : compileRule(rule);
      symbols.set(symbolKey(module, name), compiled);
    }
  }
  for (const [digest, reason] of Object.entries(file.files)) {
    approvedFiles.set(digest as Digest, { reason });
  }
  return {
    name: file.name,
    description: file.description,
    digest: digestOf(canonicalJson({ file, extends: bases.map((base) => base.digest) })),
    symbols,
    approvedFiles,
  };
}

/** Shapes by name, each compiled once: the file's own before the built-in ones. */
function shapesOf(file: PolicyFile): (name: string) => SymbolRule {
  const compiled = new Map<string, SymbolRule>();
  return (name) => {
    const known = compiled.get(name);
    if (known !== undefined) return known;
    const notation: RuleNotation | undefined = Object.hasOwn(file.shapes, name)
      ? file.shapes[name]
      : SHAPES.get(name);
    if (notation === undefined) {
      throw new CredenceError('CONFIG_INVALID', `The policy has no shape called ${name}`, {
        hint: `Define it under \`shapes\`, or use one of ${[...SHAPES.keys()].join(', ')}.`,
      });
    }
    const rule = compileRule(notation);
    compiled.set(name, rule);
    return rule;
  };
}
