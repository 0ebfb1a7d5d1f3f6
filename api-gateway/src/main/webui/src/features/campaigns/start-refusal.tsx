import { Button, Group, Modal } from '@mantine/core';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { Link } from 'react-router';
import { useFlowList } from '../../api/queries/flows';
import type { Finding } from '../../api/types';
import { texts } from '../../texts/en';
import { campaigns as campaignsTexts } from '../../texts/en/campaigns';
import s from './start-refusal.module.css';

const words = campaignsTexts.refusal;

export interface StartRefusalProps {
  readonly campaignId: string;
  readonly findings: readonly Finding[];
  readonly detail: string;
  readonly onClose: () => void;
}

/** The address of a finding: the flow is opened, the node selected and centred, and the field has the focus. */
export function addressOf(campaignId: string, finding: Finding): string {
  const parameters = new URLSearchParams();
  if (finding.flow_id) parameters.set('flow', finding.flow_id);
  if (finding.node_id) parameters.set('node', finding.node_id);
  if (finding.setting) parameters.set('setting', finding.setting);
  const query = parameters.toString();
  return `/campaigns/${campaignId}/workflow${query ? `?${query}` : ''}`;
}

/** In the order in which they came; not Map.groupBy, which browsers of two years ago lack. */
function byFlow(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const flowId = finding.flow_id ?? '';
    groups.set(flowId, [...(groups.get(flowId) ?? []), finding]);
  }
  return groups;
}

export default function StartRefusal({ campaignId, findings, detail, onClose }: StartRefusalProps) {
  const flows = useFlowList(campaignId).data ?? [];
  const errors = findings.filter(finding => finding.severity === 'error');
  const shown = errors.length > 0 ? errors : findings;
  const groups = byFlow(shown);
  return (
    <Modal opened onClose={onClose} title={words.title} size={560}>
      <p className={s.lead}>{shown.length > 0 ? words.text(shown.length) : detail}</p>
      <div className={s.groups}>
        {[...groups].map(([flowId, list]) => (
          <section key={flowId} aria-label={nameOf(flowId)}>
            <h2 className={s.flow}>{nameOf(flowId)}</h2>
            <ul className={s.list}>
              {list.map(finding => (
                <li key={`${finding.code}${finding.node_id}${finding.setting}${finding.message}`}>
                  <Link to={addressOf(campaignId, finding)} onClick={onClose} data-severity={finding.severity}>
                    {finding.severity === 'error' ? <CircleAlert size={15} /> : <TriangleAlert size={15} />}
                    <span>{finding.message}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" onClick={onClose}>
          {texts.close}
        </Button>
        <Button component={Link} to={`/campaigns/${campaignId}/workflow`} onClick={onClose}>
          {words.openWorkflow}
        </Button>
      </Group>
    </Modal>
  );

  function nameOf(flowId: string): string {
    return flows.find(flow => flow.id === flowId)?.name ?? words.noFlow;
  }
}
