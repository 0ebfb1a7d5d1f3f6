import '@xyflow/react/dist/base.css';
import { useComputedColorScheme } from '@mantine/core';
import {
  Background,
  BackgroundVariant,
  type Connection,
  type EdgeChange,
  type NodeChange,
  type OnConnectEnd,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import {
  type DragEvent,
  lazy,
  type MouseEvent,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { groupOf, refusalOf } from '../../../flow-model/graph';
import { NODE_HEIGHT, NODE_WIDTH, type NodeType, type Port, type XY } from '../../../flow-model/types';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { say as toast } from '../../../ui/toast';
import { useFlowActions } from '../actions';
import { useEditor, useFlowState } from '../editor-context';
import { draggedType } from '../palette/dragging';
import s from './canvas.module.css';
import { CanvasContext, type Connecting, type PickerFor } from './canvas-context';
import type { OpenDialog } from './canvas-dialogs';
import { drawEdges, drawNodes, type Overlay } from './draw';
import { EdgeLine, type LineEdge } from './edge-line';
import { type CardNode, NodeCard } from './node-card';
import { type CanvasDialogs, useCanvasKeys, useDescribe } from './use-canvas-keys';
import { duration, useView } from './use-view';

const CanvasDialogsView = lazy(() => import('./canvas-dialogs'));
const FlowMap = lazy(() => import('./flow-map'));
const Overview = lazy(() => import('./overview'));
const Picker = lazy(() => import('./picker'));
const OVERVIEW_ABOVE = 300;
const OVERVIEW_BELOW_ZOOM = 0.25;
const EDITING_ZOOM = 0.7;
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
  const { store, catalogue, findingsByNode, readOnly, autosave } = useEditor();
  const actions = useFlowActions();
  const describe = useDescribe();
  const graph = useFlowState(state => state.flow);
  const selectedNodes = useFlowState(state => state.selectedNodes);
  const selectedEdges = useFlowState(state => state.selectedEdges);
  const view = useReactFlow<CardNode, LineEdge>();
  const scheme = useComputedColorScheme('light');
  const overview = useStore(isFar) && graph.nodes.length > OVERVIEW_ABOVE;
  const box = useRef<HTMLDivElement>(null);
  const pointer = useRef<XY | null>(null);
  const [drag, setDrag] = useState<ReadonlyMap<string, XY> | null>(null);
  const [hot, setHot] = useState<string | null>(null);
  const [dropping, setDropping] = useState<string | null>(null);
  const [connecting, setConnecting] = useState<Connecting | null>(null);
  const [renaming, setRenaming] = useState<string | null>(null);
  const [picker, setPicker] = useState<{ what: PickerFor; at: XY } | null>(null);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const { fit, fitSelection, onMoveEnd } = useView(box);

  const cardsBefore = useRef<ReadonlyMap<string, CardNode>>(new Map());
  const linesBefore = useRef<ReadonlyMap<string, LineEdge>>(new Map());
  const cards = useMemo(() => {
    const drawn = drawNodes(graph, catalogue, findingsByNode, selectedNodes, overlay, cardsBefore.current);
    cardsBefore.current = drawn;
    return drawn;
  }, [graph, catalogue, findingsByNode, selectedNodes, overlay]);
  const lines = useMemo(() => {
    const drawn = drawEdges(graph, selectedEdges, overlay, hot, dropping, linesBefore.current);
    linesBefore.current = drawn;
    return drawn;
  }, [graph, selectedEdges, overlay, hot, dropping]);
  const nodes = useMemo(() => {
    if (!drag) return [...cards.values()];
    return [...cards.values()].map(card => {
      const position = drag.get(card.id);
      return position ? { ...card, position, dragging: true } : card;
    });
  }, [cards, drag]);
  const edges = useMemo(() => [...lines.values()], [lines]);

  const onNodesChange = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      const state = store.getState();
      let selection: Set<string> | null = null;
      let moving: Map<string, XY> | null = null;
      let ended = false;
      for (const change of changes) {
        if (change.type === 'select') {
          selection ??= new Set(state.selectedNodes);
          if (change.selected) selection.add(change.id);
          else selection.delete(change.id);
        } else if (change.type === 'position' && change.position) {
          moving ??= new Map();
          moving.set(change.id, change.position);
          if (change.dragging === false) ended = true;
        }
      }
      if (selection) state.select(selection, state.selectedEdges);
      if (!moving) return;
      if (ended) {
        state.run({ op: 'move', positions: moving });
        setDrag(null);
      } else {
        const next = moving;
        setDrag(before => (before ? new Map([...before, ...next]) : next));
      }
    },
    [store],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<LineEdge>[]) => {
      const state = store.getState();
      const selection = new Set(state.selectedEdges);
      for (const change of changes) {
        if (change.type !== 'select') continue;
        if (change.selected) selection.add(change.id);
        else selection.delete(change.id);
      }
      state.select(state.selectedNodes, selection);
    },
    [store],
  );

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

  const onConnect = useCallback(
    (connection: Connection) => {
      actions.connect(connection.source, (connection.sourceHandle ?? 'out') as Port, connection.target);
    },
    [actions],
  );
  const onConnectEnd: OnConnectEnd = useCallback(
    (event, connection) => {
      setConnecting(null);
      if (connection.isValid || !connection.fromNode || connection.fromHandle?.type !== 'source') return;
      const at = 'changedTouches' in event ? event.changedTouches[0] : event;
      if (!at) return;
      const source = connection.fromNode.id;
      const port = (connection.fromHandle.id ?? 'out') as Port;
      const under = document.elementFromPoint(at.clientX, at.clientY);
      const target = under?.closest('.react-flow__node')?.getAttribute('data-id');
      if (target && target !== source) actions.connect(source, port, target);
      else if (under?.closest('.react-flow__pane')) {
        const place = view.screenToFlowPosition({ x: at.clientX, y: at.clientY });
        const spot = { x: place.x - NODE_WIDTH / 2, y: place.y };
        pick({ kind: 'port', nodeId: source, port, at: spot }, { x: at.clientX, y: at.clientY });
      }
    },
    [actions, pick, view],
  );
  const reconnected = useRef(false);
  const isValidConnection = useCallback(
    (connection: Connection | LineEdge) =>
      refusalOf(store.getState().flow, connection.source, connection.target) === null,
    [store],
  );

  const edgeUnder = (event: DragEvent) =>
    document.elementFromPoint(event.clientX, event.clientY)?.closest('.react-flow__edge')?.getAttribute('data-id') ??
    null;
  const onDragOver = (event: DragEvent) => {
    if (readOnly || !draggedType()) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    const type = draggedType();
    setDropping(type && groupOf(type) !== 'trigger' ? edgeUnder(event) : null);
  };
  const onDrop = (event: DragEvent) => {
    const type = draggedType();
    setDropping(null);
    if (!type || readOnly) return;
    event.preventDefault();
    const edge = groupOf(type) !== 'trigger' ? edgeUnder(event) : null;
    const at = view.screenToFlowPosition({ x: event.clientX, y: event.clientY });
    if (edge) actions.insertOn(edge, type);
    else actions.addAt(type, { x: at.x - NODE_WIDTH / 2, y: at.y - NODE_HEIGHT / 2 });
    focusCanvas();
  };

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

  // The clipboard's own events, so that no permission is asked for.
  useEffect(() => {
    const onCanvas = () => document.activeElement === box.current;
    const put = (event: ClipboardEvent, text: string | null) => {
      if (!text) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
      store.getState().say(workflowTexts.said.copied(store.getState().selectedNodes.size));
    };
    const onCopy = (event: ClipboardEvent) => onCanvas() && put(event, actions.copySelected());
    const onCut = (event: ClipboardEvent) => onCanvas() && put(event, actions.cutSelected());
    const onPaste = (event: ClipboardEvent) => {
      if (!onCanvas()) return;
      const frame = box.current?.getBoundingClientRect();
      const at = pointer.current ?? {
        x: (frame?.left ?? 0) + (frame?.width ?? 0) / 2,
        y: (frame?.top ?? 0) + (frame?.height ?? 0) / 2,
      };
      if (actions.paste(event.clipboardData?.getData('text/plain') ?? '', view.screenToFlowPosition(at))) {
        event.preventDefault();
      }
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCut);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCut);
      document.removeEventListener('paste', onPaste);
    };
  }, [actions, store, view]);

  const context = useMemo(
    () => ({ readOnly, connecting, renaming, pick, rename, showPeople: store.getState().showPeople }),
    [readOnly, connecting, renaming, pick, rename, store],
  );
  const [only] = selectedNodes;
  const openMenu = (event: MouseEvent, nodeId: string | null) => {
    event.preventDefault();
    if (nodeId && !store.getState().selectedNodes.has(nodeId)) store.getState().select([nodeId]);
    setDialog({ kind: 'menu', nodeId, at: toLocal({ x: event.clientX, y: event.clientY }) });
  };
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
        onPointerDownCapture={event => {
          if (!(event.target as Element).closest('button, input, a, [role=dialog], [role=menu]')) focusCanvas();
        }}
        onPointerMove={event => {
          pointer.current = { x: event.clientX, y: event.clientY };
        }}
        onDragOver={onDragOver}
        onDragLeave={() => setDropping(null)}
        onDrop={onDrop}
      >
        <ReactFlow<CardNode, LineEdge>
          nodes={overview ? noNodes : nodes}
          edges={overview ? noEdges : edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          colorMode={scheme}
          onNodesChange={onNodesChange}
          onEdgesChange={onEdgesChange}
          onNodeClick={(event, node) => {
            if (!event.shiftKey && !event.ctrlKey && !event.metaKey) store.getState().openPanel(node.id);
          }}
          onNodeDoubleClick={(_, node) => !readOnly && setRenaming(node.id)}
          onPaneClick={event => {
            if (!overview) return store.getState().closePanel();
            const at = view.screenToFlowPosition({ x: event.clientX, y: event.clientY });
            void view.setCenter(at.x, at.y, { zoom: EDITING_ZOOM, duration: duration() });
          }}
          onNodeContextMenu={(event, node) => openMenu(event, node.id)}
          onPaneContextMenu={event => openMenu(event as MouseEvent, null)}
          onEdgeMouseEnter={(_, edge) => setHot(edge.id)}
          onEdgeMouseLeave={() => setHot(null)}
          onConnectStart={(_, start) => {
            const source = start.nodeId;
            const { flow } = store.getState();
            if (source && start.handleType === 'source') {
              setConnecting({ source, refusal: target => refusalOf(flow, source, target) });
            }
          }}
          onConnect={onConnect}
          onConnectEnd={onConnectEnd}
          isValidConnection={isValidConnection}
          onReconnectStart={() => {
            reconnected.current = false;
          }}
          onReconnect={(edge, connection) => {
            reconnected.current = true;
            const port = (connection.sourceHandle ?? 'out') as Port;
            actions.connect(connection.source, port, connection.target, edge.id);
          }}
          onReconnectEnd={(_, edge, __, connection) => {
            setConnecting(null);
            if (reconnected.current) return;
            if (connection.toNode) {
              const refused = refusalOf(store.getState().flow, edge.source, connection.toNode.id);
              if (refused) toast(workflowTexts.refusals[refused]);
            } else actions.remove([], [edge.id]);
          }}
          onMoveEnd={onMoveEnd}
          nodesDraggable={!readOnly}
          nodesConnectable={!readOnly}
          edgesReconnectable={!readOnly}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable
          onlyRenderVisibleElements
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
          <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} color="var(--dot)" />
          <Suspense>
            {overview && <Overview graph={graph} selected={selectedNodes} scheme={scheme} />}
            {map && !overview && <FlowMap graph={graph} scheme={scheme} />}
          </Suspense>
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
