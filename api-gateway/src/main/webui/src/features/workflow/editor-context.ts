import { createContext, useContext } from 'react';
import type { Finding } from '../../api/types';
import type { Autosave, SaveState } from './autosave';
import type { Catalogue } from './catalogue';
import { type EditorState, type EditorStore, useEditorState } from './editor-store';

export interface Editor {
  readonly campaignId: string;
  readonly flowId: string;
  readonly store: EditorStore;
  readonly autosave: Autosave;
  readonly catalogue: Catalogue;
  readonly findings: readonly Finding[];
  readonly findingsByNode: ReadonlyMap<string, readonly Finding[]>;
  /** Asks for the server's findings again; null while they are known. */
  readonly recheck: (() => void) | null;
  readonly saveState: SaveState;
  readonly readOnly: boolean;
  /** Why it cannot be edited. */
  readonly lockReason: string | null;
}

export const EditorContext = createContext<Editor | null>(null);

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('Expected an editor around this part');
  return editor;
}

export function useFlowState<T>(selector: (state: EditorState) => T): T {
  return useEditorState(useEditor().store, selector);
}
