import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { FlaskConical, Lock } from 'lucide-react';
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useCounts } from '../../api/queries/flows';
import type { Campaign } from '../../api/types';
import type { Flow, Port } from '../../flow-model/types';
import { workflow as workflowTexts } from '../../texts/en/workflow';
import { lazyPart } from '../../ui/lazy-part';
import { SkeletonRows } from '../../ui/states';
import { sayFailed } from '../../ui/toast';
import type { StoredDraft } from './autosave';
import { Canvas } from './canvas/canvas';
import { noOverlay, type Overlay } from './canvas/draw';
import { Toolbar } from './canvas/toolbar';
import { EditorContext, useEditor, useFlowState } from './editor-context';
import { FindingsButton } from './findings-button';
import { FlowsMenu } from './flows-menu';
import { Palette } from './palette/palette';
import { SaveStatus } from './save-status';
import { SidePanel } from './side-panel';
import type { SimulationResult } from './simulation/simulation-panel';
import { useSavedOnLeaving } from './use-saved-on-leaving';
import s from './workflow-layout.module.css';

const words = workflowTexts;

/** Not before they are used. */
const ConflictDialog = lazyPart(() => import('./conflict-dialog'));
const DeletedFlowDialog = lazyPart(() => import('./deleted-flow-dialog'));
const Outline = lazyPart(() => import('./outline/outline'));
const RestoreDraftDialog = lazyPart(() => import('./restore-draft-dialog'));
const EmptyFlow = lazyPart(() => import('./empty-flow'));
const NodePanel = lazyPart(() => import('./panel/node-panel'));
const CountedParticipants = lazyPart(() => import('./counts/counted-participants'));
const SimulationPanel = lazyPart(() => import('./simulation/simulation-panel'));
const MAP_ABOVE = 20;

export interface WorkflowLayoutProps {
  readonly campaign: Campaign;
  readonly flows: readonly Flow[];
  readonly gone: boolean;
  /** Another flow is being made, and opens when it is. */
  readonly leaving: boolean;
  readonly onCreate: (copied?: Flow) => void;
  readonly kept: StoredDraft | null;
  readonly onKept: (restore: boolean) => void;
}

export function WorkflowLayout(props: WorkflowLayoutProps) {
  const { campaign, flows, gone, leaving, onCreate, kept, onKept } = props;
  const { campaignId, flowId, readOnly, lockReason, store, saveState } = useEditor();
  const conflict = saveState.kind === 'conflict';
  const side = useFlowState(state => state.side);
  const said = useFlowState(state => state.said);
  const empty = useFlowState(state => state.flow.nodes.length === 0);
  const many = useFlowState(state => state.flow.nodes.length > MAP_ABOVE);
  const [mapSet, setMap] = useState<boolean | null>(null);
  const [counting, setCounting] = useState(false);
  const [result, setResult] = useState<SimulationResult | null>(null);
  const counts = useCounts(campaignId, flowId, counting);
  const { isError: countsFailed, error: countsError } = counts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, however often it fails after
  useEffect(() => {
    if (countsFailed) sayFailed(countsError);
  }, [countsFailed]);
  const narrow = useNarrow();
  useDeepLink();
  useSavedOnLeaving();

  // On a phone the outline comes first: it edits there, and the canvas is only looked at.
  useEffect(() => {
    if (narrow && store.getState().side === 'none') store.getState().show('outline');
  }, [narrow, store]);

  const overlay = useMemo<Overlay>(() => {
    if (side === 'simulation' && result) return overlayOf(result, flowId, store.getState().flow);
    if (!counting || !counts.data) return noOverlay;
    return {
      ...noOverlay,
      entered: new Map(counts.data.nodes.map(node => [node.node_id, node.entered])),
      counted: true,
      ended: new Map(counts.data.nodes.map(node => [node.node_id, node.ended])),
      edgeCounts: new Map(counts.data.edges.map(edge => [edge.edge_id, edge.count])),
    };
  }, [side, result, counting, counts.data, flowId, store]);
  const map = mapSet ?? many;
  return (
    <div
      className={s.page}
      data-palette={readOnly ? undefined : true}
      data-side={side === 'none' ? undefined : side}
      data-leaving={leaving || undefined}
      inert={leaving}
    >
      {!readOnly && !narrow && <Palette />}
      <div className={s.middle}>
        <Looked only={narrow}>
          <Canvas overlay={overlay} map={map} />
        </Looked>
        <div className={s.topLeft}>
          <FlowsMenu campaign={campaign} flows={flows} onCreate={onCreate} />
          <SaveStatus />
        </div>
        <div className={s.topRight}>
          <FindingsButton />
          <Button
            className={s.float ?? ''}
            variant="default"
            aria-pressed={counting}
            data-on={counting || undefined}
            loading={counting && counts.isPending}
            title={words.counts.hint}
            onClick={() => setCounting(!counting)}
          >
            {words.counts.button}
          </Button>
          <Button
            className={s.float ?? ''}
            variant="default"
            leftSection={<FlaskConical size={15} aria-hidden />}
            aria-pressed={side === 'simulation'}
            onClick={() => store.getState().show(side === 'simulation' ? 'none' : 'simulation')}
          >
            {words.simulate}
          </Button>
        </div>
        {lockReason && (
          <p className={s.lock} role="status">
            <Lock size={14} aria-hidden />
            {lockReason}
          </p>
        )}
        {!lockReason && narrow && side === 'none' && (
          <p className={s.lock} role="status">
            {words.lock.narrow}
          </p>
        )}
        <Suspense>{empty && !readOnly && <EmptyFlow />}</Suspense>
        <Looked only={narrow}>
          <Toolbar map={map} onMap={() => setMap(!map)} />
        </Looked>
      </div>
      {side !== 'none' && (
        <SidePanel>
          <Suspense fallback={<SkeletonRows rows={8} />}>
            {side === 'node' && <NodePanel />}
            {side === 'simulation' && <SimulationPanel result={result} onResult={setResult} />}
            {side === 'outline' && <Outline />}
            {side === 'participants' && <CountedParticipants run={campaign.run} />}
          </Suspense>
        </SidePanel>
      )}
      <p className="hidden" role="status" aria-live="polite">
        {said}
      </p>
      {conflict && (
        <Suspense>
          <ConflictDialog />
        </Suspense>
      )}
      <Suspense>{gone && <DeletedFlowDialog />}</Suspense>
      <Suspense>{kept && <RestoreDraftDialog onAnswer={onKept} />}</Suspense>
    </div>
  );
}

function useNarrow(): boolean {
  return useMediaQuery('(max-width: 760px)', false, { getInitialValueInEffect: false }) ?? false;
}

/** The same editor, but what stands in here only shows it. */
function Looked({ only, children }: { readonly only: boolean; readonly children: ReactNode }) {
  const editor = useEditor();
  const shown = useMemo(
    () => (only ? { ...editor, readOnly: true, lockReason: editor.lockReason ?? words.lock.narrow } : editor),
    [only, editor],
  );
  return <EditorContext value={shown}>{children}</EditorContext>;
}

/** `?node=…&setting=…` opens the node at the field; it is done once, and the address is plain again. */
function useDeepLink(): void {
  const { store } = useEditor();
  const [parameters, setParameters] = useSearchParams();
  const node = parameters.get('node');
  const setting = parameters.get('setting');
  useEffect(() => {
    if (!node) return;
    if (store.getState().flow.nodes.some(one => one.id === node)) store.getState().goTo(node, setting ?? '');
    setParameters(
      current => {
        const next = new URLSearchParams(current);
        next.delete('node');
        next.delete('setting');
        return next;
      },
      { replace: true },
    );
  }, [node, setting, store, setParameters]);
}

function overlayOf(result: SimulationResult, flowId: string, flow: Flow): Overlay {
  if (result.kind === 'forecast') {
    const mine = result.forecast.flows.find(one => one.flow_id === flowId);
    if (!mine) return noOverlay;
    const stops = new Map<string, Partial<Record<Port, number>>>();
    for (const open of mine.open_ports) {
      stops.set(open.node_id, { ...stops.get(open.node_id), [open.port as Port]: open.count });
    }
    return {
      ...noOverlay,
      entered: new Map(mine.nodes.map(node => [node.node_id, node.entered])),
      ended: new Map(mine.nodes.map(node => [node.node_id, node.ended])),
      edgeCounts: new Map(mine.edges.map(edge => [edge.edge_id, edge.count])),
      stops,
    };
  }
  const steps = result.simulation.path.filter(step => step.flow_id === flowId);
  const left = new Set(steps.map(step => `${step.node_id}:${step.port}`));
  const litNodes = new Set(steps.map(step => step.node_id));
  const litEdges = new Set(
    flow.edges
      .filter(edge => left.has(`${edge.source}:${edge.port}`) && litNodes.has(edge.target))
      .map(edge => edge.id),
  );
  return { ...noOverlay, litNodes, litEdges };
}
