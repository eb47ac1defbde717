import { visibleText } from '../../../core/visible-text.ts';
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectsIn,
  textOf,
} from '../json/json-value.ts';
import { parseJson } from '../json/parse-json.ts';
import type { ProblemList } from '../problem-list.ts';
import {
  deedOfClass,
  isKerasModule,
  ORDINARY_CLASSES,
  ORDINARY_FUNCTIONS,
} from './ordinary-names.ts';
import { isOrdinarySymbol } from './tensorflow-symbols.ts';

/** Where a configuration lies in the file, and where its problems go. */
export interface ConfigPlace {
  /** Of the text, in bytes. */
  readonly offset: number;
  readonly problems: ProblemList;
}

/**
 * Judges a Keras configuration (`config.json`, `model_config`, layer metadata) by all that
 * `keras.saving.deserialize_keras_object` and its predecessors would look up and call, at any depth:
 * classes, modules, functions, registered names, vocabularies read from files (CVE-2024-3660,
 * CVE-2025-1550, CVE-2025-8747, CVE-2025-9905, CVE-2025-9906, CVE-2025-12058).
 *
 * @throws nothing for what the text holds: text that is no strict JSON is a problem too
 */
export function judgeKerasText(text: string, place: ConfigPlace): void {
  place.problems.attempt('keras', () => {
    for (const object of objectsIn(parseJson(text, place.offset))) judgeKerasObject(object, place);
  });
}

/** Judges one object of a configuration, without what is within it. */
export function judgeKerasObject(object: JsonObject, place: ConfigPlace): void {
  const name = textOf(object, 'class_name');
  if (name !== null) judgeClass(object, name, place);
  judgePaths(object, place);
}

function judgeClass(object: JsonObject, name: string, place: ConfigPlace): void {
  const plain = name.split('>').at(-1) ?? name;
  const deed = deedOfClass(plain);
  if (deed !== null) {
    addFailure(place, object, {
      rule: 'keras.forbidden-class',
      summary: `Its configuration makes a ${visibleText(name)}, which ${deed}.`,
    });
    return;
  }
  if (name === '__typespec__') {
    judgeTypeSpecification(object, place);
    return;
  }
  if (judgeModule(object, name, place)) return;
  judgeRegisteredName(object, name, place);
  if (name === 'function') judgeFunction(object, place);
  else if (name === 'TFOpLambda' || name === 'SlicingOpLambda' || name === 'ClassMethod') {
    judgeSymbol(object, name, place);
  } else if (!isOrdinary(name)) addCustom(place, object, `the class ${visibleText(name)}`);
}

/** A specification of tensors is a class of TensorFlow's by its module and name. */
function judgeTypeSpecification(object: JsonObject, place: ConfigPlace): void {
  const module = textOf(object, 'module') ?? '';
  const name = textOf(object, 'spec_name') ?? '';
  const known = /^(?:tensorflow\.python\.(?:framework|ops|data\.ops)\.[\w.]+)?$/.test(module);
  if (known && /^\w+Spec$/.test(name)) return;
  addFailure(place, object, {
    rule: 'keras.forbidden-module',
    summary: `Its configuration takes the type ${visibleText(name)} from ${visibleText(module)}.`,
  });
}

/** TF-Keras 2 writes its own optimizers as `Custom>Adam`. */
function isOrdinary(name: string): boolean {
  return ORDINARY_CLASSES.has(name.startsWith('Custom>') ? name.slice(7) : name);
}

/** Whether the module decided. */
function judgeModule(object: JsonObject, name: string, place: ConfigPlace): boolean {
  const module = textOf(object, 'module');
  if (module === null || isKerasModule(module)) return false;
  // Functions are written with the module of their type.
  if (module === 'builtins' && name === 'function') return false;
  const registered = textOf(object, 'registered_name');
  if (registered?.includes('>') === true) {
    addCustom(place, object, `${visibleText(`${module}.${name}`)}, registered by its own author`);
    return true;
  }
  addFailure(place, object, {
    rule: 'keras.forbidden-module',
    summary: `Its configuration imports ${visibleText(module)} to get ${visibleText(name)}.`,
  });
  return true;
}

function judgeRegisteredName(object: JsonObject, name: string, place: ConfigPlace): void {
  const registered = textOf(object, 'registered_name');
  if (registered === null || registered === name) return;
  const [space, own] = registered.split('>');
  if (space === 'keras' && own === name) return;
  addCustom(place, object, `the registered name ${visibleText(registered)}`);
}

/** `{"class_name": "function", "config": "relu"}`, and the older form with the name within. */
function judgeFunction(object: JsonObject, place: ConfigPlace): void {
  const name = functionName(object.members.get('config'));
  if (name !== null && ORDINARY_FUNCTIONS.has(name)) return;
  addFailure(place, object, {
    rule: 'keras.forbidden-function',
    summary: `Its configuration names the function ${visibleText(name ?? '(none)')}, which is none of the activations, losses and metrics of Keras.`,
  });
}

function functionName(config: JsonValue | undefined): string | null {
  if (typeof config === 'string') return config;
  return isJsonObject(config) ? textOf(config, 'name') : null;
}

/** Layers of TF-Keras 2 that call any public function of TensorFlow by its name. */
function judgeSymbol(object: JsonObject, name: string, place: ConfigPlace): void {
  const config = object.members.get('config');
  const symbol = isJsonObject(config) ? textOf(config, 'function') : null;
  if (symbol !== null && isOrdinarySymbol(symbol)) return;
  addFailure(place, object, {
    rule: 'keras.forbidden-function',
    summary: `Its ${name} calls tf.${visibleText(symbol ?? '(none)')}, which is none of the functions that only compute.`,
  });
}

/** Members that make a layer read a file when it is built. */
function judgePaths(object: JsonObject, place: ConfigPlace): void {
  for (const key of ['vocabulary', 'vocabulary_file', 'filepath', 'filename', 'file_path']) {
    const path = textOf(object, key);
    if (path === null || path === '') continue;
    addFailure(place, object, {
      rule: 'keras.file-path',
      summary: `Its configuration reads ${key} from "${visibleText(path)}".`,
    });
  }
}

function addFailure(
  { problems }: ConfigPlace,
  object: JsonObject,
  { rule, summary }: { readonly rule: string; readonly summary: string },
): void {
  problems.add('fail', {
    rule,
    offset: object.offset,
    summary,
    action: 'Refuse the file, or have its publisher share the weights alone (safetensors).',
  });
}

function addCustom({ problems }: ConfigPlace, object: JsonObject, what: string): void {
  problems.add('held', {
    rule: 'keras.custom-object',
    offset: object.offset,
    summary: `Its configuration needs ${what}, which is none of Keras's own.`,
    action: 'Look at the code that defines it, and approve this file by its digest.',
  });
}
