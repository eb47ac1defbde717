import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import {
  BUILT_IN_POLICIES,
  builtInPolicy,
} from '../../../src/modelfiles/policy/built-in-policy.ts';
import type { SymbolRule } from '../../../src/modelfiles/policy/policy.ts';
import { readPolicy } from '../../../src/modelfiles/policy/read-policy.ts';
import type {
  ArgumentsPattern,
  ValuePattern,
} from '../../../src/modelfiles/policy/value-pattern.ts';

const POLICY_FILES = new URL('../../../src/modelfiles/policy/built-in/', import.meta.url);

/** Names that run what they are given: none of them belongs into any policy. */
const GADGETS = [
  'os:system',
  'posix:system',
  'nt:system',
  'subprocess:Popen',
  'builtins:eval',
  'builtins:exec',
  'builtins:compile',
  'builtins:__import__',
  'builtins:open',
  'builtins:map',
  'builtins:apply',
  'pickle:loads',
  '_pickle:loads',
  'marshal:loads',
  'operator:attrgetter',
  'operator:methodcaller',
  'functools:partial',
  'functools:reduce',
  'types:FunctionType',
  'types:CodeType',
  'importlib:import_module',
  'pkgutil:resolve_name',
  'runpy:run_path',
  'torch:load',
  'torch.serialization:load',
  'torch.hub:load',
  'torch.fx.graph_module:reduce_graph_module',
  'numpy:load',
  'joblib:load',
  'joblib.numpy_pickle:load',
  'pandas:read_pickle',
  'pandas:eval',
  'nltk:download',
  'dill._dill:_create_function',
  'cloudpickle.cloudpickle:_make_function',
];

describe('policies that come with the program', () => {
  for (const name of BUILT_IN_POLICIES) {
    it(`${name} can be read, and means what it says`, () => {
      const policy = builtInPolicy(name);
      assert.equal(policy.name, name);
      const file = `${name.replace('library:', '')}.json`;
      const text = readFileSync(new URL(file, POLICY_FILES), 'utf8');
      assert.equal(readPolicy(text).digest, policy.digest, 'as the schema reads it');
      assert.ok(policy.description.length > 20);
      assert.equal(policy.approvedFiles.size, 0);
      for (const gadget of GADGETS) assert.ok(!policy.symbols.has(gadget), gadget);
      for (const [key, rule] of policy.symbols) {
        for (const wanted of namesIn(rule)) {
          assert.ok(policy.symbols.has(wanted), `${key} wants ${wanted}, which is not allowed`);
        }
      }
    });
  }

  it('allow getattr only of named classes and attributes', () => {
    for (const name of BUILT_IN_POLICIES) {
      const rule = builtInPolicy(name).symbols.get('builtins:getattr');
      if (rule === undefined) continue;
      const [object, attribute, ...more] = rule.call?.required ?? [];
      assert.equal(object?.kind, 'symbol');
      assert.equal(attribute?.kind, 'any-of');
      assert.deepEqual(more, []);
    }
  });

  it('have digests of their own', () => {
    const digests = BUILT_IN_POLICIES.map((name) => builtInPolicy(name).digest);
    assert.equal(new Set(digests).size, BUILT_IN_POLICIES.length);
  });
});

/** Keys of names that a rule's patterns ask for. */
function namesIn({ call, new: make, state }: SymbolRule): readonly string[] {
  const patterns = [...argumentsIn(call), ...argumentsIn(make), ...(state ? [state] : [])];
  return patterns.flatMap(namesInPattern);
}

function argumentsIn(pattern: ArgumentsPattern | undefined): readonly ValuePattern[] {
  if (pattern === undefined) return [];
  const { required, optional, rest, keywords } = pattern;
  return [...required, ...optional, ...(rest === null ? [] : [rest]), ...keywords.values()];
}

function namesInPattern(pattern: ValuePattern): readonly string[] {
  switch (pattern.kind) {
    case 'symbol':
      return [...pattern.names];
    case 'any-of':
      return pattern.options.flatMap(namesInPattern);
    case 'tuple':
      return pattern.elements.flatMap(namesInPattern);
    case 'elements':
      return namesInPattern(pattern.each);
    default:
      return [];
  }
}
