import { Button, Popover } from '@mantine/core';
import { ChevronDown, GripVertical, Plus } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { asProblem } from '../../api/problem';
import { useFlowChanges } from '../../api/queries/flows';
import type { Campaign, Finding } from '../../api/types';
import type { Flow } from '../../flow-model/types';
import { workflow as workflowTexts } from '../../texts/en/workflow';
import { lazyPart } from '../../ui/lazy-part';
import { StatusTag } from '../../ui/status-tag';
import { say, sayFailed } from '../../ui/toast';
import { useEditor, useFlowState } from './editor-context';
import type { OpenFlowDialog } from './flow-dialog';
import { FlowRowMenu } from './flow-row-menu';
import s from './flows-menu.module.css';

const words = workflowTexts.flows;
/** Not before it is used. */
const FlowDialog = lazyPart(() => import('./flow-dialog'));

export interface FlowsMenuProps {
  readonly campaign: Campaign;
  readonly flows: readonly Flow[];
  /** A new flow, or the copy of one; it opens when it is made. */
  readonly onCreate: (copied?: Flow) => void;
}

/** The guide's Flows panel: which flow is open, which are active, and what can be done to each. */
export function FlowsMenu({ campaign, flows, onCreate }: FlowsMenuProps) {
  const { flowId, autosave, store } = useEditor();
  const name = useFlowState(state => state.flow.name);
  const [, setParameters] = useSearchParams();
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<OpenFlowDialog | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const changes = useFlowChanges(campaign.id);
  const editable = useEditorRights();

  const choose = (flow: Flow) => {
    setOpen(false);
    if (flow.id !== flowId) setParameters({ flow: flow.id });
  };
  const setActive = async (flow: Flow, active: boolean) => {
    // What is on the screen is what is activated.
    if (flow.id === flowId && !(await autosave.flush())) return say(workflowTexts.save.first);
    const current = flow.id === flowId ? store.getState().flow : flow;
    try {
      const answer = await changes.setActive(current, active);
      if (answer.id === flowId) {
        store.getState().saved(answer);
        autosave.resolve(answer.revision, store.getState().flow);
      }
      say(active ? words.activated(flow.name) : words.deactivated(flow.name));
    } catch (error) {
      const problem = asProblem(error);
      if (problem.status !== 422) return sayFailed(error);
      ask({ kind: 'refused', flow, findings: problem.findings, detail: problem.detail });
    }
  };
  const create = (copied?: Flow) => {
    setOpen(false);
    onCreate(copied);
  };
  /** The list makes room: it would lie above the dialog. */
  const ask = (about: OpenFlowDialog) => {
    setOpen(false);
    setDialog(about);
  };
  const moveTo = (id: string, to: number) => {
    const ids = flows.map(one => one.id).filter(one => one !== id);
    ids.splice(to, 0, id);
    changes.order(ids).catch(sayFailed);
  };
  const goTo = (flow: Flow, { flow_id, node_id, setting }: Finding) => {
    const wanted = flow_id && flow_id !== flowId ? flow_id : flow.id;
    if (wanted !== flowId) setParameters({ flow: wanted, ...(node_id ? { node: node_id } : {}) });
    else if (node_id) store.getState().goTo(node_id, setting ?? '');
  };
  return (
    <>
      <Popover opened={open} onChange={setOpen} position="bottom-start" width={340} shadow="md" trapFocus>
        <Popover.Target>
          <button type="button" className={s.button} aria-expanded={open} onClick={() => setOpen(!open)}>
            {words.button}
            <em dir="auto">{name}</em>
            <ChevronDown size={15} aria-hidden />
          </button>
        </Popover.Target>
        <Popover.Dropdown p={8} aria-label={words.panel}>
          <ul className={s.list}>
            {flows.map((flow, index) => (
              <li
                key={flow.id}
                className={s.row}
                data-on={flow.id === flowId || undefined}
                data-dragged={dragged === flow.id || undefined}
                data-over={(over === flow.id && dragged !== flow.id) || undefined}
                draggable={editable && flows.length > 1}
                onDragStart={event => {
                  event.dataTransfer.effectAllowed = 'move';
                  setDragged(flow.id);
                }}
                onDragEnd={() => {
                  setDragged(null);
                  setOver(null);
                }}
                onDragOver={event => {
                  if (!dragged) return;
                  event.preventDefault();
                  setOver(flow.id);
                }}
                onDrop={event => {
                  event.preventDefault();
                  if (dragged && dragged !== flow.id) moveTo(dragged, index);
                }}
              >
                {editable && flows.length > 1 && <GripVertical className={s.grip} size={14} aria-hidden />}
                <button
                  type="button"
                  className={s.name}
                  dir="auto"
                  aria-current={flow.id === flowId || undefined}
                  onClick={() => choose(flow)}
                >
                  {flow.id === flowId ? name : flow.name}
                </button>
                <StatusTag tone={flow.active ? 'ok' : 'neutral'} label={flow.active ? words.active : words.inactive} />
                {editable && (
                  <FlowRowMenu
                    flow={flow}
                    locked={campaign.status === 'active'}
                    first={index === 0}
                    last={index === flows.length - 1}
                    onActive={active => void setActive(flow, active)}
                    onRename={() => ask({ kind: 'rename', flow })}
                    onDuplicate={() => create(flow)}
                    onDelete={() => ask({ kind: 'delete', flow })}
                    onMove={by => moveTo(flow.id, index + by)}
                  />
                )}
              </li>
            ))}
          </ul>
          {editable && (
            <Button
              className={s.new ?? ''}
              variant="subtle"
              fullWidth
              justify="flex-start"
              leftSection={<Plus size={15} aria-hidden />}
              onClick={() => create()}
            >
              {words.new}
            </Button>
          )}
        </Popover.Dropdown>
      </Popover>
      <Suspense>
        {dialog && (
          <FlowDialog
            campaignId={campaign.id}
            dialog={dialog}
            onClose={() => setDialog(null)}
            onDeleted={() => {
              setDialog(null);
              if (dialog.flow.id === flowId) setParameters({});
            }}
            onGo={finding => {
              setDialog(null);
              goTo(dialog.flow, finding);
            }}
          />
        )}
      </Suspense>
    </>
  );
}

/** Activating is not editing of nodes: it is possible where the canvas is locked only by the campaign. */
function useEditorRights(): boolean {
  return useEditor().lockReason !== workflowTexts.lock.viewer;
}
