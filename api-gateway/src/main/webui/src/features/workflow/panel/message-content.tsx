import { Button, Textarea, TextInput } from '@mantine/core';
import { Plus } from 'lucide-react';
import type { Value } from '../../../flow-model/types';
import { asText } from '../../../flow-model/values';
import { panelTexts } from '../../../texts/en/workflow/panel';
import { knownWhenSent } from '../catalogue';
import { useEditor } from '../editor-context';
import type { PanelProps } from '../registry/kind';
import { useSettingFault } from './field-error';
import { RemoveButton, SettingInput } from './panel-parts';
import s from './panel-parts.module.css';

const words = panelTexts.panel;

export interface ContentProps extends PanelProps {
  readonly needed: boolean;
}

export function EmailContent({ node, change, needed }: ContentProps) {
  const { readOnly } = useEditor();
  const { settings } = node;
  const subject = useSettingFault(node.id, 'subject');
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
      <BodyInput node={node} change={change} label={words.body} hint={words.templateHint} needed={needed} />
    </>
  );
}

interface BodyProps extends ContentProps {
  readonly label: string;
  readonly hint: string;
}

function BodyInput({ node, change, label, hint, needed }: BodyProps) {
  const { readOnly } = useEditor();
  const fault = useSettingFault(node.id, 'body');
  return (
    <Textarea
      size="sm"
      label={label}
      description={hint}
      withAsterisk={needed}
      autosize
      minRows={5}
      maxRows={14}
      disabled={readOnly}
      error={fault}
      data-setting="body"
      value={asText(node.settings.body)}
      onChange={event => change({ ...node.settings, body: event.currentTarget.value }, 'body')}
    />
  );
}

/** What a chat message says, or what is said on the phone. */
export function ChatContent({ node, change, needed }: ContentProps) {
  const hint = needed ? words.neededWithMessages : words.templateHint;
  return <BodyInput node={node} change={change} label={words.text} hint={hint} needed={needed} />;
}

/** An approved template, or free text for those who have just written. */
export function WhatsAppContent({ node, change, needed }: ContentProps) {
  const text = asText(node.settings.body) !== '';
  return (
    <>
      <TemplateContent node={node} change={change} needed={needed && !text} />
      <BodyInput node={node} change={change} label={words.freeText} hint={words.freeTextHint} needed={false} />
    </>
  );
}

interface Template {
  readonly name?: string;
  readonly language?: string;
  readonly variables?: readonly Value[];
}

/** A template that the provider has approved, with the values of its variables in their places. */
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
            more={knownWhenSent}
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
