import { Select, TextInput } from '@mantine/core';
import { asText } from '../../../flow-model/values';
import { panelTexts } from '../../../texts/en/workflow/panel';
import { channelTypeOf } from '../catalogue';
import { useEditor } from '../editor-context';
import type { PanelProps } from '../registry/kind';
import { useSettingFault } from './field-error';
import { ChatContent, EmailContent, WhatsAppContent } from './message-content';
import { ParametersInput } from './parameters-input';
import { WhenInput } from './when-input';

const words = panelTexts.panel;

export default function CommunicationPanel({ node, change }: PanelProps) {
  const { catalogue, readOnly } = useEditor();
  const { settings } = node;
  const type = channelTypeOf(node.type);
  const set = (part: Record<string, unknown>, key: string) => change({ ...settings, ...part }, key);
  const nameFault = useSettingFault(node.id, 'communication_name');
  const agentFault = useSettingFault(node.id, 'agent_id');
  const channelFault = useSettingFault(node.id, 'channel_id');
  const agentId = asText(settings.agent_id);
  const channelId = asText(settings.channel_id);
  const agent = catalogue.agents.find(one => one.id === agentId);
  const channels = catalogue.channels.filter(channel => channel.type === type);
  const ids = new Set(channels.map(channel => channel.id));
  const agents = catalogue.agents.filter(one => one.channel_ids.some(id => ids.has(id)) || one.id === agentId);
  const ofAgent = channels.filter(channel => agent?.channel_ids.includes(channel.id) || channel.id === channelId);

  const chooseAgent = (id: string | null) => {
    const chosen = catalogue.agents.find(one => one.id === id);
    if (!chosen) return;
    const possible = channels.filter(channel => chosen.channel_ids.includes(channel.id));
    const keeps = possible.some(channel => channel.id === channelId);
    const only = possible.find(channel => channel.status === 'running') ?? possible[0];
    set({ agent_id: id, channel_id: keeps ? channelId : (only?.id ?? null) }, 'agent');
  };
  const needsContent = agent?.kind === 'message';
  return (
    <>
      <TextInput
        size="sm"
        label={words.communicationName}
        description={words.communicationNameHint}
        withAsterisk
        disabled={readOnly}
        error={nameFault}
        data-setting="communication_name"
        autoComplete="off"
        value={asText(settings.communication_name)}
        onChange={event =>
          set({ communication_name: event.currentTarget.value.toUpperCase().replace(/[\s-]+/g, '_') }, 'name')
        }
      />
      <Select
        size="sm"
        label={words.agent}
        withAsterisk
        searchable
        allowDeselect={false}
        disabled={readOnly}
        error={agentFault}
        data-setting="agent_id"
        nothingFoundMessage={words.noAgents(type ?? '')}
        placeholder={agents.length === 0 ? words.noAgents(type ?? '') : ''}
        data={[
          ...agents.map(one => ({
            value: one.id,
            label: one.status === 'running' ? one.name : words.stopped(one.name),
            disabled: one.status !== 'running' && one.id !== agentId,
          })),
          ...(agentId && !agent ? [{ value: agentId, label: words.gone(agentId), disabled: true }] : []),
        ]}
        value={agentId || null}
        onChange={chooseAgent}
      />
      <Select
        size="sm"
        label={words.channel}
        withAsterisk
        allowDeselect={false}
        disabled={readOnly || !agent}
        error={channelFault}
        data-setting="channel_id"
        placeholder={agent ? '' : words.chooseAgentFirst}
        data={ofAgent.map(channel => ({
          value: channel.id,
          label: channel.status === 'running' ? channel.name : words.stopped(channel.name),
          disabled: channel.status !== 'running' && channel.id !== channelId,
        }))}
        value={channelId || null}
        onChange={id => set({ channel_id: id }, 'channel')}
      />
      <WhenInput nodeId={node.id} value={settings.when} onChange={(when, key) => set({ when }, key)} />
      {node.type === 'email_communication' && <EmailContent node={node} change={change} needed={needsContent} />}
      {(node.type === 'telegram_communication' ||
        node.type === 'voice_communication' ||
        node.type === 'web_communication') && <ChatContent node={node} change={change} needed={needsContent} />}
      {node.type === 'whatsapp_communication' && <WhatsAppContent node={node} change={change} needed={needsContent} />}
      <ParametersInput node={node} change={change} />
    </>
  );
}
