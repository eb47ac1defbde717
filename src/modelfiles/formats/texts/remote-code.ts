import { visibleText } from '../../../core/visible-text.ts';
import { type JsonObject, type JsonValue, textOf } from '../json/json-value.ts';
import type { ProblemList } from '../problem-list.ts';
import { judgeTarget } from './instantiated-target.ts';

/** Packages whose classes a diffusion pipeline is put together from. */
const PIPELINE_LIBRARIES: ReadonlySet<string> = new Set(
  'diffusers transformers onnxruntime optimum pipelines schedulers stable_diffusion'.split(' '),
);

/**
 * Judges what one object of a model's configuration makes its loader import: code from the model's
 * own repository or from another one, classes by their path.
 */
export function judgeRemoteCode(object: JsonObject, problems: ProblemList): void {
  const { members, offset } = object;
  const autoMap = members.get('auto_map');
  if (autoMap !== undefined && autoMap !== null) addAutoMap(autoMap, offset, problems);
  if (members.get('trust_remote_code') === true) {
    addHeld(problems, 'trusted', {
      offset,
      what: 'It asks its loader to run code of its repository',
    });
  }
  if (members.has('custom_pipelines')) {
    addHeld(problems, 'pipeline', {
      offset,
      what: 'It defines pipelines by code of its repository',
    });
  }
  judgeAttention(object, problems);
  judgeAdapter(object, problems);
  const target = textOf(object, '_target_');
  if (target !== null) judgeTarget(target, offset, problems);
}

/** `model_index.json`: every part of a pipeline as a pair of library and class. */
export function judgePipeline(root: JsonObject, problems: ProblemList): void {
  if (!root.members.has('_diffusers_version')) return;
  for (const value of root.members.values()) {
    if (!Array.isArray(value) || value.length !== 2) continue;
    const [library, name] = value as readonly JsonValue[];
    if (typeof library !== 'string' || PIPELINE_LIBRARIES.has(library)) continue;
    const what = `It takes ${visibleText(String(name))} from the module ${visibleText(library)}`;
    addHeld(problems, 'library', { offset: root.offset, what });
  }
}

/** `modules.json` of sentence-transformers: every module by the path of its class. */
export function judgeModules(module: JsonObject, problems: ProblemList): void {
  const type = textOf(module, 'type');
  if (type === null || !module.members.has('idx') || !module.members.has('path')) return;
  if (/^sentence_transformers\.(?:\w+\.)*\w+$/.test(type)) return;
  const what = `It makes its loader import ${visibleText(type)}`;
  addHeld(problems, 'module', { offset: module.offset, what });
}

function addAutoMap(value: JsonValue, offset: number, problems: ProblemList): void {
  const names = [...textsIn(value)].slice(0, 8);
  const elsewhere = names.some((name) => name.includes('--'));
  const shown = visibleText(names.join(', ')).slice(0, 200);
  addHeld(problems, 'auto-map', {
    offset,
    what: `With trust_remote_code, loading it runs ${shown}${elsewhere ? ', from another repository' : ''}`,
  });
}

function* textsIn(value: JsonValue): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value))
    for (const item of value as readonly JsonValue[]) yield* textsIn(item);
  else if (typeof value === 'object' && value !== null && 'members' in value) {
    for (const member of value.members.values()) yield* textsIn(member);
  }
}

/** Kernels for attention may be named as a repository, whose code is then fetched and run. */
function judgeAttention(object: JsonObject, problems: ProblemList): void {
  for (const key of ['attn_implementation', '_attn_implementation']) {
    const name = textOf(object, key);
    if (name === null || !name.includes('/')) continue;
    const what = `It takes the code for attention from the repository ${visibleText(name)}`;
    addHeld(problems, 'kernel', { offset: object.offset, what });
  }
}

/** `adapter_config.json`: a base model by its name, and a library to import it with. */
function judgeAdapter(object: JsonObject, problems: ProblemList): void {
  const library = textOf(object, 'parent_library');
  if (
    library !== null &&
    object.members.has('base_model_class') &&
    !/^transformers\b/.test(library)
  ) {
    const what = `It makes its loader import ${visibleText(library)}`;
    addHeld(problems, 'library', { offset: object.offset, what });
  }
  const base = textOf(object, 'base_model_name_or_path');
  if (base === null || base === '') return;
  problems.add('note', {
    rule: 'adapter.base-by-name',
    offset: object.offset,
    summary: `It is an adapter for ${visibleText(base)}, which is fetched by its name.`,
    action: 'Pin the base model to a revision, and scan it too: names can change hands.',
  });
}

function addHeld(
  problems: ProblemList,
  fact: string,
  { offset, what }: { readonly offset: number; readonly what: string },
): void {
  problems.add('held', {
    rule: `remote-code.${fact}`,
    offset,
    summary: `${what}.`,
    action:
      'Read that code, pin its revision, and approve this file by its digest; or load without it.',
  });
}
