import { ActionIcon, Button, Group, Input, Modal, Skeleton, Tooltip } from '@mantine/core';
import { Maximize2 } from 'lucide-react';
import { Suspense, useState } from 'react';
import { panelTexts } from '../../../texts/en/workflow/panel';
import { lazyPart } from '../../../ui/lazy-part';
import s from './expression-input.module.css';

const CodeEditor = lazyPart(() => import('./code-editor'));
const words = panelTexts.expression;

export interface ExpressionInputProps {
  readonly label: string;
  readonly code: string;
  readonly onChange: (code: string) => void;
  readonly error?: string | undefined;
  readonly script?: boolean;
  readonly readOnly: boolean;
  readonly setting?: string;
}

/** The editor is large and comes when the first expression is shown; its place has the size already. */
export function ExpressionInput(props: ExpressionInputProps) {
  const script = props.script ?? false;
  const [full, setFull] = useState(false);
  const editor = {
    label: props.label,
    code: props.code,
    script,
    readOnly: props.readOnly,
    invalid: props.error !== undefined,
    onChange: props.onChange,
  };
  return (
    <div className={s.box}>
      <Input.Wrapper
        label={props.label}
        description={script ? panelTexts.panel.scriptHint : words.hint}
        error={props.error}
        size="sm"
        labelElement="div"
      >
        <Suspense fallback={<Skeleton height={script ? 260 : 36} radius={8} />}>
          <CodeEditor {...editor} {...(props.setting ? { setting: props.setting } : {})} />
        </Suspense>
      </Input.Wrapper>
      <Tooltip label={words.full}>
        <ActionIcon
          className={s.full ?? ''}
          variant="subtle"
          color="gray"
          size={24}
          aria-label={`${props.label}: ${words.full}`}
          onClick={() => setFull(true)}
        >
          <Maximize2 size={13} />
        </ActionIcon>
      </Tooltip>
      {full && (
        <Modal opened fullScreen onClose={() => setFull(false)} title={props.label}>
          <Suspense fallback={<Skeleton height={400} radius={8} />}>
            <CodeEditor {...editor} tall />
          </Suspense>
          {props.error && <Input.Error mt={8}>{props.error}</Input.Error>}
          <Group justify="flex-end" mt={12}>
            <Button onClick={() => setFull(false)}>{words.done}</Button>
          </Group>
        </Modal>
      )}
    </div>
  );
}
