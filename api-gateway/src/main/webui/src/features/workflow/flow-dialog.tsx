import { Button, Group, Modal, TextInput } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { useFlowChanges } from '../../api/queries/flows';
import type { Finding } from '../../api/types';
import type { Flow } from '../../flow-model/types';
import { texts } from '../../texts/en';
import { workflow as workflowTexts } from '../../texts/en/workflow';
import { Confirm } from '../../ui/confirm';
import { EditDialog } from '../../ui/edit-dialog';
import { say } from '../../ui/toast';
import { storedDrafts } from './autosave';
import { useEditor } from './editor-context';
import s from './flows-menu.module.css';

const words = workflowTexts.flows;

export type OpenFlowDialog =
  | { readonly kind: 'rename'; readonly flow: Flow }
  | { readonly kind: 'delete'; readonly flow: Flow }
  | { readonly kind: 'refused'; readonly flow: Flow; readonly findings: readonly Finding[]; readonly detail: string };

export interface FlowDialogProps {
  readonly campaignId: string;
  readonly dialog: OpenFlowDialog;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
  readonly onGo: (finding: Finding) => void;
}

export default function FlowDialog({ campaignId, dialog, onClose, onDeleted, onGo }: FlowDialogProps) {
  switch (dialog.kind) {
    case 'rename':
      return <RenameFlow campaignId={campaignId} flow={dialog.flow} onClose={onClose} />;
    case 'delete':
      return <DeleteFlow campaignId={campaignId} flow={dialog.flow} onClose={onClose} onDeleted={onDeleted} />;
    case 'refused':
      return (
        <Refused flow={dialog.flow} findings={dialog.findings} detail={dialog.detail} onGo={onGo} onClose={onClose} />
      );
  }
}

interface DeleteFlowProps {
  readonly campaignId: string;
  readonly flow: Flow;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

function DeleteFlow({ campaignId, flow, onClose, onDeleted }: DeleteFlowProps) {
  const { flowId, store, autosave } = useEditor();
  const { remove } = useFlowChanges(campaignId);
  const mine = flow.id === flowId;
  const deleted = () => {
    if (mine) autosave.close();
    storedDrafts.write(flow.id, null);
    onDeleted();
  };
  return (
    <Confirm
      title={words.deleteTitle(flow.name)}
      submit={words.deleteSubmit}
      danger
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate(mine ? store.getState().flow : flow, { onSuccess: deleted })}
    >
      {words.deleteText}
    </Confirm>
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
    if (flow.id === flowId && !(await autosave.flush())) return say(workflowTexts.save.first);
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
    <EditDialog
      dirty={name.trim() !== flow.name}
      onClose={onClose}
      size={420}
      title={words.renameTitle}
      error={rename.error}
      shownElsewhere={['name']}
      wrong={!name.trim()}
      pending={rename.isPending}
      submit={words.rename}
      onSubmit={() => void submit()}
    >
      <TextInput
        label={words.name}
        withAsterisk
        data-autofocus
        maxLength={200}
        value={name}
        error={missing ? words.nameRequired : rename.error ? asProblem(rename.error).messageFor('name') : undefined}
        onChange={event => setName(event.currentTarget.value)}
      />
    </EditDialog>
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
