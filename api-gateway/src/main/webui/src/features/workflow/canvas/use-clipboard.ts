import type { ReactFlowInstance } from '@xyflow/react';
import { type RefObject, useEffect } from 'react';
import type { XY } from '../../../flow-model/types';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { useFlowActions } from '../actions';
import { useEditor } from '../editor-context';
import type { LineEdge } from './edge-line';
import type { CardNode } from './node-card';

/** The clipboard's own events, so that no permission is asked for; what is pasted lands at the pointer. */
export function useClipboard(
  view: ReactFlowInstance<CardNode, LineEdge>,
  box: RefObject<HTMLElement | null>,
  pointer: RefObject<XY | null>,
): void {
  const { store } = useEditor();
  const actions = useFlowActions();
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
  }, [actions, store, view, box, pointer]);
}
