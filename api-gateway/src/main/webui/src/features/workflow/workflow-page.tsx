import { Button } from '@mantine/core';
import { Workflow } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useAgents, useChannels } from '../../api/queries/agents';
import { useFields } from '../../api/queries/fields';
import { useFlowChanges, useFlowList } from '../../api/queries/flows';
import { usePermissions } from '../../api/queries/session';
import type { Flow } from '../../flow-model/types';
import { cutTo } from '../../flow-model/values';
import { workflow as workflowTexts } from '../../texts/en/workflow';
import { useThisCampaign } from '../../ui/campaign-context';
import { firstFailed } from '../../ui/first-failed';
import { pageStyles } from '../../ui/page';
import { EmptyState, ErrorState } from '../../ui/states';
import { sayFailed } from '../../ui/toast';
import { makeCatalogue } from './catalogue';
import { EditorFrame } from './editor-frame';
import { FlowEditor } from './flow-editor';

const words = workflowTexts;
const nothing: readonly never[] = [];

/** Which flow is open stands in the address, so that Back never writes one flow over another. */
export function Component() {
  const campaign = useThisCampaign();
  const { editCampaigns } = usePermissions();
  const flows = useFlowList(campaign.id);
  const fields = useFields(campaign.id);
  const agents = useAgents();
  const channels = useChannels();
  const changes = useFlowChanges(campaign.id);
  const [parameters, setParameters] = useSearchParams();
  const wanted = parameters.get('flow');
  const listed = flows.data?.find(one => one.id === wanted);
  // A flow that somebody else deletes stays open until its person has decided what becomes of it.
  const [opened, setOpened] = useState<Flow | null>(null);
  if (listed && listed !== opened) setOpened(listed);
  const held = opened !== null && opened.id === wanted ? opened : undefined;
  const flow = listed ?? held ?? flows.data?.[0];
  const [made, setMade] = useState<Flow | null>(null);

  useEffect(() => {
    if (flow && wanted !== flow.id) {
      const next = new URLSearchParams(parameters);
      next.set('flow', flow.id);
      setParameters(next, { replace: true });
    }
  }, [flow, wanted, parameters, setParameters]);

  const catalogue = useMemo(
    () =>
      makeCatalogue(fields.data ?? nothing, agents.data ?? nothing, channels.data ?? nothing, flows.data ?? nothing),
    [fields.data, agents.data, channels.data, flows.data],
  );
  const failed = firstFailed(flows, fields, agents, channels);
  if (failed) {
    return (
      <div className={pageStyles.body}>
        <ErrorState what={words.title} error={failed.error} onRetry={failed.retry} />
      </div>
    );
  }
  if (!flows.data || !fields.data || !agents.data || !channels.data) {
    return <EditorFrame palette={editCampaigns && campaign.status !== 'active'} />;
  }
  const create = (copied?: Flow, onFailed?: () => void) =>
    changes.create.mutate(
      copied
        ? { name: cutTo(words.flows.copyName(copied.name), 200), nodes: copied.nodes, edges: copied.edges }
        : { name: words.flows.newName((flows.data?.length ?? 0) + 1), nodes: [], edges: [] },
      {
        onError: error => {
          sayFailed(error);
          onFailed?.();
        },
        onSuccess: created => {
          setMade(created);
          setParameters({ flow: created.id });
        },
      },
    );
  if (!flow) {
    return (
      <div className={pageStyles.body}>
        <EmptyState icon={Workflow} title={words.empty.noFlow} text={words.empty.noFlowText}>
          {editCampaigns && (
            <Button loading={changes.create.isPending} onClick={() => create()}>
              {words.flows.new}
            </Button>
          )}
        </EmptyState>
      </div>
    );
  }
  const lock = !editCampaigns
    ? words.lock.viewer
    : campaign.status === 'active' && flow.active
      ? words.lock.campaign
      : null;
  return (
    <FlowEditor
      key={flow.id}
      campaign={campaign}
      flowId={flow.id}
      made={made?.id === flow.id && made.revision === listed?.revision ? made : null}
      flows={flows.data}
      catalogue={catalogue}
      lockReason={lock}
      gone={listed === undefined && flow === held}
      onCreate={create}
    />
  );
}
