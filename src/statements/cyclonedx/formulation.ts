import type { TrainingRunFacts } from '../facts/training-run-facts.ts';
import type { Formula, WorkflowTask } from './bom.ts';
import { BOM_REF, datasetRef, numberedRef } from './bom-refs.ts';
import { parameter, property } from './settings.ts';

/** How the model was made. CycloneDX has no task type for training: `build`, and a property. */
export function formulation(run: TrainingRunFacts): readonly Formula[] {
  const ref = BOM_REF.run;
  return [
    {
      'bom-ref': 'formula',
      workflows: [
        {
          'bom-ref': ref,
          uid: run.id,
          name: 'training run',
          taskTypes: ['build'],
          trigger: { 'bom-ref': `${ref}-trigger`, uid: `${run.id}-trigger`, type: run.trigger },
          tasks: [trainingTask(run)],
          inputs: inputsOf(run),
          outputs: [{ type: 'artifact', resource: { ref: BOM_REF.model } }],
          timeStart: run.started,
          timeEnd: run.finished,
          properties: property('started-by', run.startedBy),
        },
      ],
    },
  ];
}

function trainingTask(run: TrainingRunFacts): WorkflowTask {
  const { id, command } = run;
  return {
    'bom-ref': `${BOM_REF.run}-train`,
    uid: `${id}-train`,
    name: 'train',
    taskTypes: ['other'],
    steps: command === null ? undefined : [{ name: 'train', commands: [{ executed: command }] }],
    properties: property('task-type', run.baseModel === null ? 'train' : 'fine-tune'),
  };
}

function inputsOf(run: TrainingRunFacts): WorkflowTask['inputs'] {
  const parameters = Object.entries(run.hyperparameters).map(([name, value]) =>
    parameter(name, value),
  );
  const resources = inputRefs(run).map((ref) => ({ resource: { ref } }));
  return parameters.length === 0 ? resources : [...resources, { parameters }];
}

/** What the run read, by the names that the bill uses. */
export function inputRefs(run: TrainingRunFacts): readonly string[] {
  return [
    ...(run.baseModel === null ? [] : [BOM_REF.baseModel]),
    ...run.datasets.map(({ version }) => datasetRef(version)),
    BOM_REF.code,
    ...(run.configurations ?? []).map((_, index) => numberedRef('configuration', index)),
    BOM_REF.trainer,
    ...(run.tokenizer === null ? [] : [BOM_REF.tokenizer]),
    ...run.templates.map((_, index) => numberedRef('template', index)),
  ];
}
