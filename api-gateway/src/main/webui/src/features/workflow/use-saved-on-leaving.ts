import { useEffect } from 'react';
import { workflow } from '../../texts/en/workflow';
import { useUnsavedEdit } from '../../ui/unsaved-edits';
import { useEditor } from './editor-context';

/** Changes are saved on the way out; only what cannot be saved is asked about. */
export function useSavedOnLeaving(): void {
  const { autosave, flowId } = useEditor();
  useUnsavedEdit(() => autosave.unsaved, {
    isLeftBy: (from, to) => from.pathname !== to.pathname || new URLSearchParams(to.search).get('flow') !== flowId,
    save: () => autosave.flush(),
    question: workflow.save.leave,
  });
  useEffect(() => () => autosave.close(), [autosave]);
}
