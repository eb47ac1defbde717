import { CredenceError } from '../../../core/error.ts';
import { visibleText } from '../../../core/visible-text.ts';
import type { ByteSource } from '../../byte-source.ts';
import type { Inspection, InspectionContext } from '../../inspection.ts';
import { escapeOf } from '../contained-path.ts';
import { inspectChatTemplate } from '../jinja/inspect-chat-template.ts';
import {
  isJsonObject,
  type JsonObject,
  type JsonValue,
  objectsIn,
  textOf,
} from '../json/json-value.ts';
import { parseJson } from '../json/parse-json.ts';
import { judgeKerasObject } from '../keras/judge-config.ts';
import { ProblemList } from '../problem-list.ts';
import { readTextBytes } from './read-text.ts';
import { judgeModules, judgePipeline, judgeRemoteCode } from './remote-code.ts';

/**
 * A JSON text beside a model, whatever its name: what loaders make of it is told by its members.
 * Chat templates are parsed; code that it makes a loader import is held; Keras configurations are
 * judged as such; indexes of weights must name files of their own folder.
 */
export function inspectJson(source: ByteSource, context: InspectionContext): Inspection {
  const problems = new ProblemList();
  problems.attempt('json', () => {
    for (const root of readValues(readTextBytes(source))) {
      if (isJsonObject(root)) judgePipeline(root, problems);
      let keras = false;
      for (const object of objectsIn(root)) {
        context.budget.spendInstructions(1);
        judgeObject(object, context, problems);
        keras ||= isKeras(object);
      }
      if (!keras) continue;
      for (const object of objectsIn(root)) judgeKerasObject(object, { offset: 0, problems });
    }
  });
  return { problems: problems.list(), program: null, members: [] };
}

const LINE_FEED = 0x0a;

/** One value, or one a line (JSON Lines) under the same name. */
function readValues(text: Uint8Array): readonly JsonValue[] {
  try {
    return [parseJson(text)];
  } catch (error) {
    if (!(error instanceof CredenceError) || error.code !== 'DATA_MALFORMED') throw error;
    if (!text.includes(LINE_FEED)) throw error;
    const values: JsonValue[] = [];
    for (let start = 0; start < text.length; ) {
      const found = text.indexOf(LINE_FEED, start);
      const end = found === -1 ? text.length : found;
      const value = parseLine(text.subarray(start, end), start);
      if (value === undefined) throw error;
      values.push(value);
      start = end + 1;
    }
    return values;
  }
}

/** @returns undefined where the line is no JSON; `null` also for an empty one */
function parseLine(line: Uint8Array, offset: number): JsonValue | undefined {
  if (line.every((byte) => byte <= 0x20)) return null;
  try {
    return parseJson(line, offset);
  } catch (error) {
    if (error instanceof CredenceError && error.code === 'DATA_MALFORMED') return undefined;
    throw error;
  }
}

function judgeObject(object: JsonObject, context: InspectionContext, problems: ProblemList): void {
  judgeRemoteCode(object, problems);
  judgeModules(object, problems);
  judgeWeightMap(object, problems);
  judgeTemplates(object, context, problems);
}

/** Whether an object says how to make a Keras object; then all around it belongs to one too. */
function isKeras(object: JsonObject): boolean {
  const isPart = ['config', 'module', 'registered_name'].some((key) => object.members.has(key));
  return isPart && textOf(object, 'class_name') !== null;
}

/** `chat_template`: a text, or several by name as a list or an object. */
function judgeTemplates(
  object: JsonObject,
  context: InspectionContext,
  problems: ProblemList,
): void {
  const value = object.members.get('chat_template');
  if (value === undefined) return;
  for (const template of templatesIn(value)) {
    for (const found of inspectChatTemplate(template, {
      offset: null,
      base: context.baseTemplate,
    })) {
      problems.push([{ ...found, offset: object.offset }]);
    }
  }
}

function templatesIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).flatMap((item) => {
      const template = isJsonObject(item) ? textOf(item, 'template') : null;
      return template === null ? [] : [template];
    });
  }
  if (!isJsonObject(value)) return [];
  return [...value.members.values()].filter((member) => typeof member === 'string');
}

/** `weight_map`: the file that each tensor lies in. */
function judgeWeightMap(object: JsonObject, problems: ProblemList): void {
  const map = object.members.get('weight_map');
  if (!isJsonObject(map)) return;
  for (const file of new Set(map.members.values())) {
    const leaving = typeof file === 'string' ? escapeOf(file) : 'is no text';
    if (leaving === null) continue;
    problems.add('fail', {
      rule: 'weights.path',
      offset: map.offset,
      summary: `It says that weights lie in "${visibleText(String(file)).slice(0, 200)}", which ${leaving}.`,
      action: 'Refuse the file: loading it reads a file outside the model folder.',
    });
  }
}
