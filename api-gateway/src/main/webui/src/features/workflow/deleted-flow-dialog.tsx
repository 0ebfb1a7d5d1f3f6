import { Button, Group, Modal } from '@mantine/core';
import { useSearchParams } from 'react-router';
import { useFlowChanges } from '../../api/queries/flows';
import { workflow as workflowTexts } from '../../texts/en/workflow';
import { ProblemList } from '../../ui/problem-list';
import { useAfter } from '../../ui/states';
import { storedDrafts } from './autosave';
import s from './conflict-dialog.module.css';
import { useEditor } from './editor-context';

const words = workflowTexts.gone;

/** Somebody else has deleted the flow that is open here: what is on the canvas can become a flow of its own. */
export default function DeletedFlowDialog() {
  const { store, autosave, campaignId, flowId } = useEditor();
  const [, setParameters] = useSearchParams();
  const { create } = useFlowChanges(campaignId);
  // One that was deleted here is gone a moment before the page leads to another.
  const sure = useAfter(400);
  if (!sure) return null;
  const leave = (to: Record<string, string>) => {
    autosave.close();
    storedDrafts.write(flowId, null);
    setParameters(to);
  };
  const keep = () => {
    const { name, nodes, edges } = store.getState().flow;
    create.mutate({ name, nodes, edges }, { onSuccess: made => leave({ flow: made.id }) });
  };
  return (
    <Modal opened onClose={() => {}} withCloseButton={false} title={words.title} size={460}>
      <ProblemList error={create.error} />
      <p className={s.text}>{words.text}</p>
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" onClick={() => leave({})}>
          {words.discard}
        </Button>
        <Button data-autofocus loading={create.isPending} onClick={keep}>
          {words.keep}
        </Button>
      </Group>
    </Modal>
  );
}
