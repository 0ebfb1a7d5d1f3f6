import { Input, Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { texts } from '../../../texts/en';

const CodeEditor = lazy(() => import('./code-editor'));

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
  return (
    <Input.Wrapper
      label={props.label}
      description={props.script ? texts.workflow.panel.scriptHint : texts.workflow.expression.hint}
      error={props.error}
      size="sm"
      labelElement="div"
    >
      <Suspense fallback={<Skeleton height={props.script ? 260 : 36} radius={8} />}>
        <CodeEditor
          label={props.label}
          code={props.code}
          script={props.script ?? false}
          readOnly={props.readOnly}
          invalid={props.error !== undefined}
          onChange={props.onChange}
          {...(props.setting ? { setting: props.setting } : {})}
        />
      </Suspense>
    </Input.Wrapper>
  );
}
