import { Tooltip } from '@mantine/core';
import { useReactFlow } from '@xyflow/react';
import { LayoutGrid, ListTree, Map as MapIcon, Maximize, Minus, Plus, Redo2, Undo2 } from 'lucide-react';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { useFlowActions } from '../actions';
import { useEditor, useFlowState } from '../editor-context';
import s from './toolbar.module.css';
import { duration, fitAll } from './use-view';

const words = workflowTexts.toolbar;

export function Toolbar({ map, onMap }: { readonly map: boolean; readonly onMap: () => void }) {
  const { readOnly, store } = useEditor();
  const actions = useFlowActions();
  const view = useReactFlow();
  const canUndo = useFlowState(state => state.past.length > 0);
  const canRedo = useFlowState(state => state.future.length > 0);
  const side = useFlowState(state => state.side);
  return (
    <div className={s.bar} role="toolbar" aria-label={words.label}>
      {!readOnly && (
        <>
          <Tool label={words.undo} disabled={!canUndo} onClick={actions.undo} icon={<Undo2 size={16} />} />
          <Tool label={words.redo} disabled={!canRedo} onClick={actions.redo} icon={<Redo2 size={16} />} />
          <hr />
        </>
      )}
      <Tool
        label={words.zoomOut}
        onClick={() => void view.zoomOut({ duration: duration() })}
        icon={<Minus size={16} />}
      />
      <Tool label={words.zoomIn} onClick={() => void view.zoomIn({ duration: duration() })} icon={<Plus size={16} />} />
      <hr />
      <button
        type="button"
        className={s.tool}
        onClick={() => void fitAll(view, store.getState().flow, { minZoom: 0.08, duration: duration() })}
      >
        <Maximize size={15} aria-hidden />
        {words.recenter}
      </button>
      {!readOnly && (
        <button type="button" className={s.tool} onClick={() => void actions.tidy()}>
          <LayoutGrid size={15} aria-hidden />
          <span className={s.wide}>{words.tidy}</span>
        </button>
      )}
      <hr />
      <span className={s.roomy}>
        <Tool label={words.map} pressed={map} onClick={onMap} icon={<MapIcon size={16} />} />
      </span>
      <Tool
        label={words.outline}
        pressed={side === 'outline'}
        onClick={() => store.getState().show(side === 'outline' ? 'none' : 'outline')}
        icon={<ListTree size={16} />}
      />
    </div>
  );
}

interface ToolProps {
  readonly label: string;
  readonly icon: React.ReactNode;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
}

function Tool({ label, icon, onClick, disabled = false, pressed }: ToolProps) {
  return (
    <Tooltip label={label}>
      <button
        type="button"
        className={s.tool}
        aria-label={label}
        disabled={disabled}
        aria-pressed={pressed}
        onClick={onClick}
      >
        {icon}
      </button>
    </Tooltip>
  );
}
