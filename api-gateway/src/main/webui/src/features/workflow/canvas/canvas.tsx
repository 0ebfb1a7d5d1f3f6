import '@xyflow/react/dist/base.css';
import { useComputedColorScheme } from '@mantine/core';
import { ReactFlow, SelectionMode, useReactFlow, useStore } from '@xyflow/react';
import { type MouseEvent, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import type { NodeType, XY } from '../../../flow-model/types';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { lazyPart } from '../../../ui/lazy-part';
import { useFlowActions } from '../actions';
import { useEditor } from '../editor-context';
import s from './canvas.module.css';
import { CanvasContext, type PickerFor } from './canvas-context';
import type { OpenDialog } from './canvas-dialogs';
import { DottedBackground } from './dotted-background';
import type { Overlay } from './draw';
import { EdgeLine, type LineEdge } from './edge-line';
import { LineLayer } from './line-layer';
import { WHOLE_UP_TO } from './near-view';
import { type CardNode, NodeCard } from './node-card';
import { type CanvasDialogs, useCanvasKeys, useDescribe } from './use-canvas-keys';
import { useClipboard } from './use-clipboard';
import { useConnecting } from './use-connecting';
import { useDrawing } from './use-drawing';
import { usePaletteDrop } from './use-palette-drop';
import { usePanning } from './use-panning';
import { useHotLine, usePointer } from './use-pointer';
import { useView } from './use-view';

const CanvasDialogsView = lazyPart(() => import('./canvas-dialogs'));
const Minimap = lazyPart(() => import('./minimap'));
const Overview = lazyPart(() => import('./overview'));
const Picker = lazyPart(() => import('./picker'));
const OVERVIEW_ABOVE = 300;
const OVERVIEW_BELOW_ZOOM = 0.25;
const nodeTypes = { flow: NodeCard };
const edgeTypes = { flow: EdgeLine };
const snapGrid: [number, number] = [8, 8];
const multiKeys = ['Shift', 'Meta', 'Control'];
const panButtons = [1];
const attribution = { hideAttribution: true };
const ariaLabels = { 'node.a11yDescription.default': '', 'edge.a11yDescription.default': '' };

const isFar = (state: { transform: [number, number, number] }) => state.transform[2] < OVERVIEW_BELOW_ZOOM;
const noNodes: CardNode[] = [];
const noEdges: LineEdge[] = [];

export interface CanvasProps {
  readonly overlay: Overlay;
  readonly map: boolean;
}

export function Canvas({ overlay, map }: CanvasProps) {
  const { store, readOnly, autosave } = useEditor();
  const actions = useFlowActions();
  const describe = useDescribe();
  const view = useReactFlow<CardNode, LineEdge>();
  const scheme = useComputedColorScheme('light');
  const far = useStore(isFar);
  const box = useRef<HTMLDivElement>(null);
  const pointer = useRef<XY | null>(null);
  const kept = useRef<ReadonlySet<string> | null>(null);
  const [hot, hover, setHot] = useHotLine();
  const [renaming, setRenaming] = useState<string | null>(null);
  const [picker, setPicker] = useState<{ what: PickerFor; at: XY } | null>(null);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const { fit, fitSelection, onMoveEnd } = useView(box);
  const panning = usePanning(box, onMoveEnd);

  const toLocal = useCallback((screen: XY): XY => {
    const frame = box.current?.getBoundingClientRect();
    if (!frame) return screen;
    return {
      x: Math.max(8, Math.min(screen.x - frame.left, frame.width - 236)),
      y: Math.max(8, Math.min(screen.y - frame.top, frame.height - 360)),
    };
  }, []);
  const pick = useCallback((what: PickerFor, screen: XY) => setPicker({ what, at: toLocal(screen) }), [toLocal]);
  const focusCanvas = useCallback(() => box.current?.focus({ preventScroll: true }), []);
  const [dropping, drop] = usePaletteDrop(view, focusCanvas);
  const [connecting, connections] = useConnecting(view, pick);
  const touched = useMemo(() => ({ hot, dropping }), [hot, dropping]);
  const { graph, cards, nodes, edges, lines, selectedNodes, onNodesChange, onEdgesChange } = useDrawing(
    overlay,
    touched,
    connecting?.source ?? null,
    kept,
  );
  const overview = far && graph.nodes.length > OVERVIEW_ABOVE;
  useClipboard(view, box, pointer);
  // The same elements over all steps of a drag, which they have nothing to do with.
  const ground = useMemo(
    () => (
      <>
        <DottedBackground />
        {!overview && lines.length > 0 && <LineLayer lines={lines} cards={cards} onHover={setHot} />}
        <Suspense>
          {overview && <Overview graph={graph} selected={selectedNodes} scheme={scheme} />}
          {map && !overview && <Minimap graph={graph} scheme={scheme} />}
        </Suspense>
      </>
    ),
    [overview, map, graph, cards, lines, selectedNodes, scheme, setHot],
  );

  const onPick = (type: NodeType) => {
    if (!picker) return;
    const { what } = picker;
    setPicker(null);
    if (what.kind === 'edge') actions.insertOn(what.edgeId, type);
    else actions.addAfter(what.nodeId, what.port, type, what.at ?? undefined);
    focusCanvas();
  };
  const rename = useCallback(
    (nodeId: string, name: string | null) => {
      if (name !== null) actions.rename(nodeId, name);
      setRenaming(null);
      focusCanvas();
    },
    [actions, focusCanvas],
  );

  const dialogs = useMemo<CanvasDialogs>(
    () => ({
      connect: nodeId => setDialog({ kind: 'connect', nodeId }),
      search: () => setDialog({ kind: 'search' }),
      keys: () => setDialog({ kind: 'keys' }),
      rename: setRenaming,
      fit,
      fitSelection,
      save: () => void autosave.flush(),
      menu: nodeId => {
        const element = nodeId ? document.getElementById(`node-${nodeId}`) : box.current;
        const frame = element?.getBoundingClientRect();
        setDialog({ kind: 'menu', nodeId, at: toLocal({ x: (frame?.left ?? 0) + 24, y: (frame?.top ?? 0) + 40 }) });
      },
    }),
    [autosave, fit, fitSelection, toLocal],
  );
  const onKeyDown = useCanvasKeys(view, dialogs);

  const context = useMemo(
    () => ({ readOnly, connecting, renaming, pick, rename, showParticipants: store.getState().showParticipants }),
    [readOnly, connecting, renaming, pick, rename, store],
  );
  const [only] = selectedNodes;
  const onMenu = useCallback(
    (nodeId: string | null, event: MouseEvent) =>
      setDialog({ kind: 'menu', nodeId, at: toLocal({ x: event.clientX, y: event.clientY }) }),
    [toLocal],
  );
  const pointing = usePointer({ view, overview, onRename: setRenaming, onMenu });
  return (
    <CanvasContext value={context}>
      <div
        ref={box}
        className={s.canvas}
        data-canvas
        data-connecting={connecting ? true : undefined}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: an application of its own: one tab stop, keys inside
        tabIndex={0}
        role="application"
        aria-label={workflowTexts.node.canvas}
        aria-activedescendant={selectedNodes.size === 1 ? `node-${only}` : undefined}
        aria-description={selectedNodes.size === 1 && only ? describe(only) : undefined}
        onKeyDown={onKeyDown}
        onPointerUpCapture={() => {
          kept.current = null;
        }}
        onPointerDownCapture={event => {
          const onGround = (event.target as Element).matches('.react-flow__pane');
          kept.current = event.shiftKey && onGround ? store.getState().selectedNodes : null;
          if (!(event.target as Element).closest('button, input, a, [role=dialog], [role=menu]')) focusCanvas();
        }}
        onPointerMove={event => {
          pointer.current = { x: event.clientX, y: event.clientY };
        }}
        {...drop}
      >
        <ReactFlow<CardNode, LineEdge>
          nodes={overview ? noNodes : nodes}
          edges={overview ? noEdges : edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          colorMode={scheme}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          {...pointing}
          {...hover}
          {...connections}
          onMoveStart={panning.onMoveStart}
          onMove={panning.onMove}
          onMoveEnd={panning.onMoveEnd}
          nodesDraggable={!readOnly}
          nodesConnectable={!readOnly}
          edgesReconnectable={!readOnly}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable
          onlyRenderVisibleElements={graph.nodes.length <= WHOLE_UP_TO}
          disableKeyboardA11y
          deleteKeyCode={null}
          selectionKeyCode={null}
          multiSelectionKeyCode={multiKeys}
          panActivationKeyCode="Space"
          zoomActivationKeyCode="Control"
          panOnScroll
          panOnDrag={panButtons}
          selectionOnDrag
          selectionMode={SelectionMode.Partial}
          selectNodesOnDrag={false}
          nodeDragThreshold={3}
          zoomOnDoubleClick={false}
          elevateNodesOnSelect={false}
          minZoom={0.08}
          maxZoom={2}
          snapToGrid
          snapGrid={snapGrid}
          connectionRadius={36}
          proOptions={attribution}
          ariaLabelConfig={ariaLabels}
        >
          {ground}
        </ReactFlow>
        <Suspense>
          {picker && <Picker at={picker.at} onPick={onPick} onClose={() => setPicker(null)} />}
          {dialog && (
            <CanvasDialogsView
              dialog={dialog}
              onRename={setRenaming}
              onConnect={nodeId => setDialog({ kind: 'connect', nodeId })}
              onClose={() => {
                setDialog(null);
                requestAnimationFrame(focusCanvas);
              }}
            />
          )}
        </Suspense>
      </div>
    </CanvasContext>
  );
}
