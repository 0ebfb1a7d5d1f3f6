import type { ReactNode } from 'react';
import type { Problem } from '../src/api/problem';
import type { Agent, Channel, DataField, Finding } from '../src/api/types';
import { Autosave } from '../src/features/workflow/autosave';
import { makeCatalogue } from '../src/features/workflow/catalogue';
import { EditorContext } from '../src/features/workflow/editor-context';
import { createEditorStore, type EditorStore } from '../src/features/workflow/editor-store';
import type { Flow } from '../src/flow-model/types';
import { type Rendered, type RenderOptions, renderAt } from './render';

export interface Surroundings {
  readonly flow: Flow;
  readonly fields?: readonly DataField[];
  readonly agents?: readonly Agent[];
  readonly channels?: readonly Channel[];
  readonly flows?: readonly Flow[];
  readonly findings?: readonly Finding[];
  readonly lockReason?: string | null;
  /** What every save is refused with. */
  readonly refuses?: Problem;
}

export interface RenderedEditor extends Rendered {
  readonly store: EditorStore;
  readonly saves: () => number;
}

/** Renders a part of the editor around a flow, as the Workflow page does, with a server that keeps what it is given. */
export function renderInEditor(part: ReactNode, around: Surroundings, options: RenderOptions = {}): RenderedEditor {
  const { flow, findings = [], lockReason = null } = around;
  const store = createEditorStore(flow);
  let saves = 0;
  const autosave = new Autosave({
    current: () => store.getState().flow,
    save: async (revision, graph) => {
      saves += 1;
      if (around.refuses) throw around.refuses;
      return { ...store.getState().flow, ...graph, revision: revision + 1 };
    },
    load: async () => store.getState().flow,
    onSaved: answer => store.getState().saved(answer),
    onState: () => {},
    keep: () => {},
  });
  const editor = {
    campaignId: 'c1',
    flowId: flow.id,
    store,
    autosave,
    catalogue: makeCatalogue(around.fields ?? [], around.agents ?? [], around.channels ?? [], around.flows ?? [flow]),
    findings,
    findingsByNode: new Map(
      findings.map(({ node_id }) => [node_id ?? '', findings.filter(finding => finding.node_id === node_id)]),
    ),
    recheck: null,
    saveState: { kind: 'saved' } as const,
    readOnly: lockReason !== null,
    lockReason,
  };
  const rendered = renderAt(
    '/',
    [
      { path: '/', element: <EditorContext value={editor}>{part}</EditorContext> },
      { path: '*', element: <p>elsewhere</p> },
    ],
    options,
  );
  return { ...rendered, store, saves: () => saves };
}
