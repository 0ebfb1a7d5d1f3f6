import type { ReactFlowInstance } from '@xyflow/react';
import { type KeyboardEvent, useCallback } from 'react';
import { nodeOf, openPorts, portsOf } from '../../../flow-model/graph';
import { nodeName, typeTitle } from '../../../flow-model/name';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { latinKey } from '../../../ui/keys';
import { useFlowActions } from '../actions';
import { useEditor } from '../editor-context';
import type { LineEdge } from './edge-line';
import { type Direction, firstNode, nextNode } from './next-node';
import type { CardNode } from './node-card';
import { duration } from './use-view';

export interface CanvasDialogs {
  readonly connect: (nodeId: string) => void;
  readonly search: () => void;
  readonly keys: () => void;
  readonly menu: (nodeId: string | null) => void;
  readonly rename: (nodeId: string) => void;
  readonly fit: () => void;
  readonly fitSelection: () => void;
  readonly save: () => void;
}

const arrows: Readonly<Record<string, Direction>> = {
  ArrowDown: 'down',
  ArrowUp: 'up',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};
const moves: Readonly<Record<string, { x: number; y: number }>> = {
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
};

/** What a node is, in one sentence, for those who hear the canvas. */
export function useDescribe(): (nodeId: string) => string {
  const { store, catalogue, findingsByNode } = useEditor();
  return useCallback(
    nodeId => {
      const { flow } = store.getState();
      const node = nodeOf(flow, nodeId);
      if (!node) return '';
      const findings = findingsByNode.get(nodeId) ?? [];
      const errors = findings.filter(finding => finding.severity === 'error').length;
      const open = new Set(openPorts(flow, node));
      const branches = portsOf(node.type)
        .map(port => {
          const word = workflowTexts.ports[port];
          if (open.has(port)) return workflowTexts.node.open(word);
          const edge = flow.edges.find(one => one.source === nodeId && one.port === port);
          const target = edge && nodeOf(flow, edge.target);
          return workflowTexts.node.leadsTo(word, target ? nodeName(target, catalogue) : '');
        })
        .join(', ');
      return workflowTexts.node.description(
        typeTitle(node.type),
        nodeName(node, catalogue),
        errors,
        findings.length - errors,
        branches,
      );
    },
    [store, catalogue, findingsByNode],
  );
}

/**
 * One handler on the canvas, which is one tab stop. Keys act only while the canvas itself has the focus: Delete in a field
 * or on a button elsewhere never deletes a node.
 */
export function useCanvasKeys(view: ReactFlowInstance<CardNode, LineEdge>, dialogs: CanvasDialogs) {
  const { store, readOnly } = useEditor();
  const actions = useFlowActions();
  const describe = useDescribe();
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      if ((event.target as Element).closest('input, textarea, select, button, [role=dialog], [role=menu]')) return;
      const key = latinKey(event);
      const { flow, selectedNodes, select, openPanel, closePanel, panelNode, side } = store.getState();
      const [only] = selectedNodes;
      const one = selectedNodes.size === 1 && only !== undefined ? only : null;
      const go = (to: string | null) => {
        if (to === null) return;
        select([to]);
        if (panelNode !== null) openPanel(to);
        store.setState({ reveal: store.getState().reveal + 1 });
        store.getState().say(describe(to));
      };
      const withModifier = (): boolean => {
        switch (key.toLowerCase()) {
          case 'z':
            if (event.shiftKey) actions.redo();
            else actions.undo();
            return true;
          case 'y':
            actions.redo();
            return true;
          case 'a':
            actions.selectAll();
            return true;
          case 'd':
            actions.duplicate();
            return true;
          case 'f':
            dialogs.search();
            return true;
          case 's':
            dialogs.save();
            return true;
          default:
            return false;
        }
      };
      const plain = (): boolean => {
        const direction = arrows[event.key];
        const by = moves[event.key];
        if (event.altKey && by && !readOnly) {
          const factor = event.shiftKey ? 5 : 1;
          actions.move({ x: by.x * factor, y: by.y * factor });
          return true;
        }
        if (event.altKey) return false;
        // On some keyboards the digit with Shift is another sign than !.
        if (event.shiftKey && event.code === 'Digit1' && key !== '1') {
          dialogs.fitSelection();
          return true;
        }
        if (direction) {
          go(nextNode(flow, one, direction));
          return true;
        }
        switch (key) {
          case 'Home':
            go(firstNode(flow));
            return true;
          case 'Enter':
            if (one) openPanel(one, '');
            return one !== null;
          case 'Escape':
            if (side !== 'none') closePanel();
            else select([]);
            return true;
          case 'Delete':
          case 'Backspace':
            actions.removeSelected();
            return true;
          case 'F2':
            if (one && !readOnly) dialogs.rename(one);
            return true;
          case 'c':
          case 'C':
            if (one && !readOnly) dialogs.connect(one);
            return true;
          case '1':
            dialogs.fit();
            return true;
          case '0':
            view.zoomTo(1, { duration: duration() });
            return true;
          case '?':
            dialogs.keys();
            return true;
          case 'ContextMenu':
            dialogs.menu(one);
            return true;
          case 'F10':
            if (event.shiftKey) dialogs.menu(one);
            return event.shiftKey;
          default:
            return false;
        }
      };
      if (event.ctrlKey || event.metaKey ? withModifier() : plain()) {
        event.preventDefault();
        event.stopPropagation();
      }
    },
    [store, readOnly, actions, describe, dialogs, view],
  );
}
