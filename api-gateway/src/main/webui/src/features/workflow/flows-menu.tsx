import { ActionIcon, Button, Group, Menu, Modal, Popover, Stack, TextInput, Tooltip } from '@mantine/core';
import {
  ArrowDown,
  ArrowUp,
  ChevronDown,
  CircleAlert,
  Copy,
  GripVertical,
  MoreHorizontal,
  Pencil,
  Play,
  Plus,
  Square,
  Trash2,
} from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { asProblem } from '../../api/problem';
import { useFlowChanges } from '../../api/queries/flows';
import type { Campaign, Finding } from '../../api/types';
import type { Flow } from '../../flow-model/types';
import { texts } from '../../texts/en';
import { Confirm } from '../../ui/confirm';
import { ProblemList } from '../../ui/problem-list';
import { StatusTag } from '../../ui/status-tag';
import { say, sayFailed } from '../../ui/toast';
import { useEditor, useFlowState } from './editor-context';
import s from './flows-menu.module.css';

const words = texts.workflow.flows;

export interface FlowsMenuProps {
  readonly campaign: Campaign;
  readonly flows: readonly Flow[];
  readonly onCreate: () => void;
}

type Dialog =
  | { readonly kind: 'rename'; readonly flow: Flow }
  | { readonly kind: 'delete'; readonly flow: Flow }
  | { readonly kind: 'refused'; readonly flow: Flow; readonly findings: readonly Finding[]; readonly detail: string }
  | null;

/** The guide's Flows panel: which flow is open, which are active, and what can be done to each. */
export function FlowsMenu({ campaign, flows, onCreate }: FlowsMenuProps) {
  const { flowId, autosave, store } = useEditor();
  const name = useFlowState(state => state.flow.name);
  const [, setParameters] = useSearchParams();
  const [open, setOpen] = useState(false);
  const [dialog, setDialog] = useState<Dialog>(null);
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
    if (flow.id === flowId && !(await autosave.flush())) return;
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
      setOpen(false);
      setDialog({ kind: 'refused', flow, findings: problem.findings, detail: problem.detail });
    }
  };
  const duplicate = (flow: Flow) =>
    changes.create.mutate(
      { name: words.copyName(flow.name).slice(0, 200), nodes: flow.nodes, edges: flow.edges },
      { onSuccess: made => choose(made), onError: sayFailed },
    );
  const moveTo = (id: string, to: number) => {
    const ids = flows.map(one => one.id).filter(one => one !== id);
    ids.splice(to, 0, id);
    changes.order(ids).catch(sayFailed);
  };
  return (
    <>
      <Popover opened={open} onChange={setOpen} position="bottom-start" width={340} shadow="md" trapFocus>
        <Popover.Target>
          <button type="button" className={s.button} aria-expanded={open} onClick={() => setOpen(!open)}>
            {words.button}
            <em>{name}</em>
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
                  aria-current={flow.id === flowId || undefined}
                  onClick={() => choose(flow)}
                >
                  {flow.id === flowId ? name : flow.name}
                </button>
                <StatusTag tone={flow.active ? 'ok' : 'neutral'} label={flow.active ? words.active : words.inactive} />
                {editable && (
                  <FlowMenu
                    flow={flow}
                    locked={campaign.status === 'active'}
                    first={index === 0}
                    last={index === flows.length - 1}
                    onActive={active => void setActive(flow, active)}
                    onRename={() => setDialog({ kind: 'rename', flow })}
                    onDuplicate={() => duplicate(flow)}
                    onDelete={() => setDialog({ kind: 'delete', flow })}
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
              onClick={() => {
                setOpen(false);
                onCreate();
              }}
            >
              {words.new}
            </Button>
          )}
        </Popover.Dropdown>
      </Popover>
      {dialog?.kind === 'rename' && (
        <RenameFlow campaignId={campaign.id} flow={dialog.flow} onClose={() => setDialog(null)} />
      )}
      {dialog?.kind === 'delete' && (
        <Confirm
          title={words.deleteTitle(dialog.flow.name)}
          submit={words.deleteSubmit}
          danger
          busy={changes.remove.isPending}
          error={changes.remove.error}
          onClose={() => setDialog(null)}
          onConfirm={() =>
            changes.remove.mutate(dialog.flow.id === flowId ? store.getState().flow : dialog.flow, {
              onSuccess: () => {
                setDialog(null);
                if (dialog.flow.id === flowId) setParameters({});
              },
            })
          }
        >
          {words.deleteText}
        </Confirm>
      )}
      {dialog?.kind === 'refused' && (
        <Refused
          flow={dialog.flow}
          findings={dialog.findings}
          detail={dialog.detail}
          onGo={finding => {
            setDialog(null);
            if (finding.flow_id && finding.flow_id !== flowId) {
              setParameters({ flow: finding.flow_id, ...(finding.node_id ? { node: finding.node_id } : {}) });
            } else if (dialog.flow.id !== flowId) {
              setParameters({ flow: dialog.flow.id, ...(finding.node_id ? { node: finding.node_id } : {}) });
            } else if (finding.node_id) store.getState().goTo(finding.node_id, finding.setting ?? '');
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}

/** Activating is not editing of nodes: it is possible where the canvas is locked only by the campaign. */
function useEditorRights(): boolean {
  return useEditor().lockReason !== texts.workflow.lock.viewer;
}

interface FlowMenuProps {
  readonly flow: Flow;
  readonly locked: boolean;
  readonly first: boolean;
  readonly last: boolean;
  readonly onActive: (active: boolean) => void;
  readonly onRename: () => void;
  readonly onDuplicate: () => void;
  readonly onDelete: () => void;
  readonly onMove: (by: number) => void;
}

function FlowMenu({ flow, locked, first, last, ...does }: FlowMenuProps) {
  const reason = locked ? words.locked : '';
  return (
    <Menu position="bottom-end" width={180} withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={28} aria-label={words.actions(flow.name)}>
          <MoreHorizontal size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Tooltip label={reason} disabled={!locked} position="right">
          <Menu.Item
            leftSection={flow.active ? <Square size={14} /> : <Play size={14} />}
            disabled={locked}
            {...(locked ? { 'aria-description': reason } : {})}
            onClick={() => does.onActive(!flow.active)}
          >
            {flow.active ? words.deactivate : words.activate}
          </Menu.Item>
        </Tooltip>
        <Menu.Item leftSection={<Pencil size={14} />} disabled={locked && flow.active} onClick={does.onRename}>
          {words.rename}
        </Menu.Item>
        <Menu.Item leftSection={<Copy size={14} />} onClick={does.onDuplicate}>
          {words.duplicate}
        </Menu.Item>
        <Menu.Item leftSection={<ArrowUp size={14} />} disabled={first} onClick={() => does.onMove(-1)}>
          {words.moveUp}
        </Menu.Item>
        <Menu.Item leftSection={<ArrowDown size={14} />} disabled={last} onClick={() => does.onMove(1)}>
          {words.moveDown}
        </Menu.Item>
        <Menu.Divider />
        <Tooltip label={reason} disabled={!locked} position="right">
          <Menu.Item
            color="red"
            leftSection={<Trash2 size={14} />}
            disabled={locked}
            {...(locked ? { 'aria-description': reason } : {})}
            onClick={does.onDelete}
          >
            {words.delete}
          </Menu.Item>
        </Tooltip>
      </Menu.Dropdown>
    </Menu>
  );
}

interface RenameFlowProps {
  readonly campaignId: string;
  readonly flow: Flow;
  readonly onClose: () => void;
}

function RenameFlow({ campaignId, flow, onClose }: RenameFlowProps) {
  const { store, autosave, flowId } = useEditor();
  const { rename } = useFlowChanges(campaignId);
  const [name, setName] = useState(flow.name);
  const [missing, setMissing] = useState(false);
  const submit = async () => {
    const wanted = name.trim();
    setMissing(!wanted);
    if (!wanted) return;
    if (flow.id === flowId && !(await autosave.flush())) return;
    rename.mutate(
      { flow: flow.id === flowId ? store.getState().flow : flow, name: wanted },
      {
        onSuccess: answer => {
          if (answer.id === flowId) {
            store.getState().saved(answer);
            autosave.resolve(answer.revision, store.getState().flow);
          }
          onClose();
        },
      },
    );
  };
  return (
    <Modal opened onClose={onClose} title={words.renameTitle} size={420}>
      <form
        onSubmit={event => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap={14}>
          <ProblemList error={rename.error} shownElsewhere={['name']} />
          <TextInput
            label={words.name}
            withAsterisk
            data-autofocus
            maxLength={200}
            value={name}
            error={missing ? words.nameRequired : rename.error ? asProblem(rename.error).messageFor('name') : undefined}
            onChange={event => setName(event.currentTarget.value)}
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button type="submit" loading={rename.isPending}>
              {words.rename}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface RefusedProps {
  readonly flow: Flow;
  readonly findings: readonly Finding[];
  readonly detail: string;
  readonly onGo: (finding: Finding) => void;
  readonly onClose: () => void;
}

/** Why a flow cannot be activated; each line opens its place. */
function Refused({ flow, findings, detail, onGo, onClose }: RefusedProps) {
  const errors = findings.filter(finding => finding.severity === 'error');
  return (
    <Modal opened onClose={onClose} title={words.refusedTitle(flow.name)} size={520}>
      {errors.length === 0 && <p>{detail}</p>}
      <ul className={s.findings}>
        {errors.map(finding => (
          <li key={`${finding.code}${finding.node_id}${finding.setting}${finding.message}`}>
            <button type="button" onClick={() => onGo(finding)}>
              <CircleAlert size={15} aria-hidden />
              <span>{finding.message}</span>
            </button>
          </li>
        ))}
      </ul>
      <Group justify="flex-end" mt={14}>
        <Button variant="default" onClick={onClose}>
          {texts.close}
        </Button>
      </Group>
    </Modal>
  );
}
