import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ReactFlowProvider } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { flowKeys, loadFlow, saveFlow } from '../../api/queries/flows';
import type { Campaign } from '../../api/types';
import { followingLabels, writtenLabels } from '../../flow-model/labels';
import type { Flow } from '../../flow-model/types';
import { workflow as workflowTexts } from '../../texts/en/workflow';
import { pageStyles } from '../../ui/page';
import { ErrorState } from '../../ui/states';
import { say } from '../../ui/toast';
import { Autosave, type SaveState, storedDrafts } from './autosave';
import type { Catalogue } from './catalogue';
import { EditorContext } from './editor-context';
import { EditorFrame } from './editor-frame';
import { createEditorStore } from './editor-store';
import { useFindings } from './use-findings';
import { WorkflowLayout } from './workflow-layout';

export interface FlowEditorProps {
  readonly campaign: Campaign;
  readonly flowId: string;
  readonly flows: readonly Flow[];
  readonly catalogue: Catalogue;
  readonly lockReason: string | null;
  /** It was deleted while it was open here. */
  readonly gone: boolean;
  /** The flow itself, where it was made here a moment ago and nobody has changed it since: nothing has to be loaded. */
  readonly made: Flow | null;
  readonly onCreate: (copied?: Flow, onFailed?: () => void) => void;
}

/** Loads the flow as it is now, whatever the list said, and makes an editor for it alone. */
export function FlowEditor(props: FlowEditorProps) {
  const { campaign, flowId, made } = props;
  const flow = useQuery({
    queryKey: ['edited-flow', flowId],
    queryFn: () => loadFlow(campaign.id, flowId),
    ...(made ? { initialData: made } : {}),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  if (flow.data) return <Editor {...props} flow={flow.data} />;
  if (!flow.isError) return <EditorFrame palette={props.lockReason === null} />;
  return (
    <div className={pageStyles.body}>
      <ErrorState what={workflowTexts.title} error={flow.error} onRetry={() => flow.refetch()} />
    </div>
  );
}

function Editor({ flow, ...props }: FlowEditorProps & { flow: Flow }) {
  const { campaign, flowId, flows, catalogue, lockReason, gone, onCreate } = props;
  const client = useQueryClient();
  const [saveState, setSaveState] = useState<SaveState>({ kind: 'saved' });
  const [leaving, setLeaving] = useState(false);
  const [kept, setKept] = useState(() => storedDrafts.read(flowId));
  const latest = useRef(catalogue);
  latest.current = catalogue;
  // biome-ignore lint/correctness/useExhaustiveDependencies: made once for the flow as it was loaded
  const { store, autosave } = useMemo(() => {
    const names = () => latest.current;
    const made = createEditorStore(followingLabels(flow, names()));
    const saving = new Autosave({
      current: () => made.getState().flow,
      save: (revision, graph, leaving) =>
        saveFlow(campaign.id, flowId, revision, writtenLabels(graph, names()), leaving),
      load: async () => followingLabels(await loadFlow(campaign.id, flowId), names()),
      onSaved: answer => {
        made.getState().saved(answer);
        client.setQueryData<readonly Flow[]>(flowKeys.list(campaign.id), list =>
          list?.map(one => (one.id === answer.id ? answer : one)),
        );
      },
      onState: setSaveState,
      keep: draft => storedDrafts.write(flowId, draft),
    });
    return { store: made, autosave: saving };
  }, [campaign.id, flowId]);

  useEffect(() => {
    const stop = store.subscribe((state, before) => {
      if (state.flow.nodes !== before.flow.nodes || state.flow.edges !== before.flow.edges) autosave.changed();
    });
    const onHide = () => {
      if (document.visibilityState === 'hidden') void autosave.flush(true);
    };
    const onLeave = (event: BeforeUnloadEvent) => {
      if (!autosave.unsaved) return;
      void autosave.flush(true);
      event.preventDefault();
    };
    document.addEventListener('visibilitychange', onHide);
    window.addEventListener('beforeunload', onLeave);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', onHide);
      window.removeEventListener('beforeunload', onLeave);
    };
  }, [store, autosave]);

  // From here on nothing is put into this flow that was meant for the new one.
  const create = async (copied?: Flow) => {
    if (leaving) return;
    setLeaving(true);
    const saved = await autosave.flush();
    if (!saved) say(workflowTexts.save.first);
    if (saved) onCreate(copied?.id === flowId ? store.getState().flow : copied, () => setLeaving(false));
    else setLeaving(false);
  };

  // The list learns of renames and activation; the editor's copy follows what only the server makes.
  const listed = flows.find(one => one.id === flowId);
  useEffect(() => {
    const current = store.getState().flow;
    if (!listed || listed.revision < current.revision) return;
    if (listed.name !== current.name || listed.active !== current.active) {
      store.setState({ flow: { ...current, name: listed.name, active: listed.active } });
    }
  }, [listed, store]);

  const { findings, byNode, recheck } = useFindings(campaign.id, flowId, store, catalogue, saveState, catalogue);
  const editor = useMemo(
    () => ({
      campaignId: campaign.id,
      flowId,
      store,
      autosave,
      catalogue,
      findings,
      findingsByNode: byNode,
      recheck,
      saveState,
      readOnly: lockReason !== null,
      lockReason,
    }),
    [campaign.id, flowId, store, autosave, catalogue, findings, byNode, recheck, saveState, lockReason],
  );
  return (
    <EditorContext value={editor}>
      <ReactFlowProvider>
        <WorkflowLayout
          campaign={campaign}
          flows={flows}
          gone={gone || saveState.kind === 'gone'}
          leaving={leaving}
          onCreate={copied => void create(copied)}
          kept={kept}
          onKept={restore => {
            if (restore && kept) store.getState().run({ op: 'replace_all', graph: kept });
            else storedDrafts.write(flowId, null);
            setKept(null);
          }}
        />
      </ReactFlowProvider>
    </EditorContext>
  );
}
