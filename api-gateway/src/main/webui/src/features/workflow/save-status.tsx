import { Tooltip } from '@mantine/core';
import { texts } from '../../texts/en';
import { workflow as workflowTexts } from '../../texts/en/workflow';
import { fromNow } from '../../time';
import { useEditor, useFlowState } from './editor-context';
import s from './save-status.module.css';

const words = workflowTexts.save;

/** One quiet word; only what is not saved says more. */
export function SaveStatus() {
  const { saveState, autosave } = useEditor();
  const updatedAt = useFlowState(state => state.flow.updated_at ?? null);
  const text = {
    saved: words.saved,
    dirty: words.dirty,
    saving: words.saving,
    conflict: words.conflict,
    refused: words.refused,
    gone: words.gone,
    failed: saveState.kind === 'failed' ? words.failed(saveState.problem.message) : '',
  }[saveState.kind];
  const bad = saveState.kind !== 'saved' && saveState.kind !== 'dirty' && saveState.kind !== 'saving';
  return (
    <span className={s.save} data-state={bad ? 'bad' : saveState.kind}>
      <i aria-hidden />
      <Tooltip label={updatedAt ? fromNow(updatedAt) : text} disabled={!updatedAt && !bad} multiline maw={320}>
        <span className={s.text} role="status" data-save={saveState.kind}>
          {text}
        </span>
      </Tooltip>
      {(saveState.kind === 'dirty' || saveState.kind === 'failed') && (
        <button type="button" onClick={() => void autosave.flush()}>
          {saveState.kind === 'failed' ? texts.retry : words.now}
        </button>
      )}
    </span>
  );
}
