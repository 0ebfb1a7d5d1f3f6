import type {
  Connection,
  FinalConnectionState,
  HandleType,
  OnConnectEnd,
  OnConnectStart,
  OnReconnect,
  ReactFlowInstance,
} from '@xyflow/react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { refusalOf } from '../../../flow-model/graph';
import { NODE_WIDTH, type Port, type XY } from '../../../flow-model/types';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { say as toast } from '../../../ui/toast';
import { useFlowActions } from '../actions';
import { useEditor } from '../editor-context';
import type { Connecting, PickerFor } from './canvas-context';
import type { LineEdge } from './edge-line';
import type { CardNode } from './node-card';

/**
 * Lines that are drawn by hand: to a node, to the empty canvas, where the picker asks what is to be there, and the ends of a
 * line that is there already, which may also be thrown away.
 */
export function useConnecting(
  view: ReactFlowInstance<CardNode, LineEdge>,
  pick: (what: PickerFor, screen: XY) => void,
) {
  const { store } = useEditor();
  const actions = useFlowActions();
  const [connecting, setConnecting] = useState<Connecting | null>(null);
  const reconnected = useRef(false);
  const onConnectStart: OnConnectStart = useCallback(
    (_, start) => {
      const source = start.nodeId;
      const { flow } = store.getState();
      if (source && start.handleType === 'source') {
        setConnecting({ source, refusal: target => refusalOf(flow, source, target) });
      }
    },
    [store],
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
  const isValidConnection = useCallback(
    (connection: Connection | LineEdge) =>
      refusalOf(store.getState().flow, connection.source, connection.target) === null,
    [store],
  );
  const onReconnectStart = useCallback(() => {
    reconnected.current = false;
  }, []);
  const onReconnect: OnReconnect<LineEdge> = useCallback(
    (edge, connection) => {
      reconnected.current = true;
      const port = (connection.sourceHandle ?? 'out') as Port;
      actions.connect(connection.source, port, connection.target, edge.id);
    },
    [actions],
  );
  const onReconnectEnd = useCallback(
    (_: MouseEvent | TouchEvent, edge: LineEdge, __: HandleType, connection: FinalConnectionState) => {
      setConnecting(null);
      if (reconnected.current) return;
      if (connection.toNode) {
        const refused = refusalOf(store.getState().flow, edge.source, connection.toNode.id);
        if (refused) toast(workflowTexts.refusals[refused]);
      } else actions.remove([], [edge.id]);
    },
    [actions, store],
  );
  const handlers = useMemo(
    () => ({
      onConnectStart,
      onConnect,
      onConnectEnd,
      isValidConnection,
      onReconnectStart,
      onReconnect,
      onReconnectEnd,
    }),
    [onConnectStart, onConnect, onConnectEnd, isValidConnection, onReconnectStart, onReconnect, onReconnectEnd],
  );
  return [connecting, handlers] as const;
}
