import type { Port } from '../../flow-model/types';
import { counted } from './common';
import { canvas } from './workflow/canvas';
import { counts } from './workflow/counts';
import { saving } from './workflow/saving';

export const workflow = {
  ...saving,
  ...canvas,
  ...counts,
  title: 'Workflow',
  howItWorks: 'How it works',
  simulate: 'Simulate',
  resize: 'Width of the panel',
  groups: { trigger: 'Triggers', condition: 'Conditions', action: 'Actions' },
  kickers: { trigger: 'Trigger', condition: 'Condition', action: 'Action' },
  ports: { out: 'Next', match: 'Match', else: 'Else' } as Readonly<Record<Port, string>>,
  palette: {
    label: 'Nodes',
    find: 'Find a node',
    none: 'No node of that name',
    hint: 'Drag onto the canvas, or click',
  },
  empty: {
    title: 'Choose how this flow starts',
    text: 'A flow starts with a trigger. Each type can be there once.',
    noFlow: 'No flow yet',
    noFlowText:
      'A flow decides what happens to a participant after something happened. Each starts with its own trigger.',
  },
  findings: {
    button: (errors: number, warnings: number) =>
      errors > 0 ? counted(errors, 'error', 'errors') : counted(warnings, 'warning', 'warnings'),
    all: (errors: number, warnings: number) =>
      [errors > 0 && counted(errors, 'error', 'errors'), warnings > 0 && counted(warnings, 'warning', 'warnings')]
        .filter(Boolean)
        .join(', '),
    title: 'Findings',
    none: 'Nothing to fix',
    unchecked: 'Not checked by the server',
    previous: 'Previous finding',
    next: 'Next finding',
    flow: 'The flow',
    error: 'Error',
    warning: 'Warning',
  },
  outline: {
    title: 'Outline',
    label: 'Outline of the flow',
    again: (name: string) => `${name} (see above)`,
    unreachable: 'Not reached by a trigger',
    addAfter: 'Add after',
    addTrigger: 'Add a trigger',
    openPort: (port: string) => `${port}: not connected`,
  },
};
