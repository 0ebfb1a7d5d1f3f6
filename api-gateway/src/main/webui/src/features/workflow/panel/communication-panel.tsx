import { ActionIcon, Button, Select, Textarea, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import type { Value } from '../../../flow-model/types';
import { asText } from '../../../flow-model/values';
import { texts } from '../../../texts/en';
import { channelTypeOf } from '../catalogue';
import { useEditor } from '../editor-context';
import type { PanelProps } from '../registry/kind';
import { useSettingFault } from './field-error';
import s from './panel-parts.module.css';
import { ValueInput, type ValueInputProps } from './value-input';
import { WhenInput } from './when-input';

const words = texts.workflow.panel;

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
      {node.type === 'whatsapp_communication' && <TemplateContent node={node} change={change} needed={needsContent} />}
      <Parameters node={node} change={change} />
    </>
  );
}

interface ContentProps extends PanelProps {
  readonly needed: boolean;
}

function EmailContent({ node, change, needed }: ContentProps) {
  const { readOnly } = useEditor();
  const { settings } = node;
  const subject = useSettingFault(node.id, 'subject');
  const body = useSettingFault(node.id, 'body');
  return (
    <>
      <TextInput
        size="sm"
        label={words.subject}
        description={needed ? words.neededWithMessages : words.templateHint}
        withAsterisk={needed}
        disabled={readOnly}
        error={subject}
        data-setting="subject"
        value={asText(settings.subject)}
        onChange={event => change({ ...settings, subject: event.currentTarget.value }, 'subject')}
      />
      <Textarea
        size="sm"
        label={words.body}
        description={words.templateHint}
        withAsterisk={needed}
        autosize
        minRows={5}
        maxRows={14}
        disabled={readOnly}
        error={body}
        data-setting="body"
        value={asText(settings.body)}
        onChange={event => change({ ...settings, body: event.currentTarget.value }, 'body')}
      />
    </>
  );
}

interface Template {
  readonly name?: string;
  readonly language?: string;
  readonly variables?: readonly Value[];
}

function TemplateContent({ node, change, needed }: ContentProps) {
  const { readOnly } = useEditor();
  const { settings } = node;
  const template = (settings.template ?? {}) as Template;
  const variables = Array.isArray(template.variables) ? template.variables : [];
  const fault = useSettingFault(node.id, 'template', 'template.variables');
  const set = (part: Template, key: string) => {
    const next = { ...template, ...part };
    const empty = !next.name && !next.language && (next.variables ?? []).length === 0;
    const { template: _, ...rest } = settings;
    change(empty ? rest : { ...rest, template: next }, `template.${key}`);
  };
  return (
    <div className={s.list}>
      <div className={s.row}>
        <TextInput
          size="sm"
          label={words.templateName}
          withAsterisk={needed}
          disabled={readOnly}
          error={fault}
          data-setting="template"
          value={asText(template.name)}
          onChange={event => set({ name: event.currentTarget.value }, 'name')}
        />
        <TextInput
          size="sm"
          label={words.templateLanguage}
          withAsterisk={needed}
          placeholder="en"
          disabled={readOnly}
          value={asText(template.language)}
          onChange={event => set({ language: event.currentTarget.value }, 'language')}
        />
      </div>
      {needed && <p className={s.hint}>{words.neededWithMessages}</p>}
      {variables.map((variable, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a template's variables are their places
        <div key={index} className={s.item}>
          <RemoveButton
            what={words.templateVariable(index + 1)}
            onClick={() => set({ variables: variables.filter((_, at) => at !== index) }, 'variables')}
          />
          <SettingInput
            nodeId={node.id}
            label={words.templateVariable(index + 1)}
            target={null}
            value={variable}
            setting={`template.variables[${index}]`}
            onChange={value =>
              set({ variables: variables.map((one, at) => (at === index ? value : one)) }, `variable.${index}`)
            }
          />
        </div>
      ))}
      {(template.name || variables.length > 0) && !readOnly && (
        <Button
          variant="default"
          leftSection={<Plus size={14} />}
          onClick={() => set({ variables: [...variables, { kind: 'literal', value: '' }] }, 'variables')}
        >
          {words.addVariable}
        </Button>
      )}
    </div>
  );
}

/** Name and value; the order is kept, because people think of them in the order they wrote. */
function Parameters({ node, change }: PanelProps) {
  const { readOnly } = useEditor();
  const { settings } = node;
  const parameters = Object.entries((settings.parameters ?? {}) as Record<string, Value>);
  const put = (entries: readonly (readonly [string, Value])[], key: string) =>
    change({ ...settings, parameters: Object.fromEntries(entries) }, key);
  const freshName = () => {
    const taken = new Set(parameters.map(([name]) => name));
    for (let number = 1; ; number += 1) if (!taken.has(`parameter_${number}`)) return `parameter_${number}`;
  };
  return (
    <div className={s.list}>
      <div>
        <p className={s.title}>{words.parameters}</p>
        <p className={s.hint}>{words.parametersHint}</p>
      </div>
      {parameters.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is edited, so it cannot be the key
        <div key={index} className={s.item}>
          <RemoveButton
            what={name}
            onClick={() =>
              put(
                parameters.filter((_, at) => at !== index),
                'parameters',
              )
            }
          />
          <TextInput
            size="sm"
            label={words.parameterName}
            disabled={readOnly}
            defaultValue={name}
            onBlur={event => {
              const next = event.currentTarget.value.trim();
              if (!next || (next !== name && parameters.some(([one]) => one === next))) {
                event.currentTarget.value = name;
              } else if (next !== name) {
                put(
                  parameters.map((entry, at) => (at === index ? [next, value] : entry)),
                  'parameters',
                );
              }
            }}
          />
          <SettingInput
            nodeId={node.id}
            label={words.value}
            target={null}
            value={value}
            setting={`parameters.${name}`}
            onChange={next =>
              put(
                parameters.map((entry, at) => (at === index ? [name, next] : entry)),
                `parameter.${name}`,
              )
            }
          />
        </div>
      ))}
      {!readOnly && (
        <Button
          variant="default"
          leftSection={<Plus size={14} />}
          onClick={() => put([...parameters, [freshName(), { kind: 'field', field: '' }]], 'parameters')}
        >
          {words.addParameter}
        </Button>
      )}
    </div>
  );
}

/** A value with what is wrong with it. */
function SettingInput({ nodeId, ...input }: ValueInputProps & { readonly nodeId: string }) {
  const fault = useSettingFault(nodeId, input.setting);
  return <ValueInput {...input} error={fault} />;
}

export function RemoveButton({ what, onClick }: { readonly what: string; readonly onClick: () => void }) {
  const { readOnly } = useEditor();
  if (readOnly) return null;
  return (
    <ActionIcon
      className={s.remove}
      variant="subtle"
      color="gray"
      size={26}
      aria-label={words.removeRow(what)}
      onClick={onClick}
    >
      <Trash2 size={14} />
    </ActionIcon>
  );
}
