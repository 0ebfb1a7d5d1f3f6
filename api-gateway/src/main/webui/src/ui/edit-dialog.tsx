import { Button, Stack } from '@mantine/core';
import type { FormEvent } from 'react';
import { texts } from '../texts/en';
import { goToFirstFault } from './first-fault';
import { FormDialog, type FormDialogProps, FormFoot } from './form-dialog';
import { ProblemList } from './problem-list';

export interface EditDialogProps extends FormDialogProps {
  /** What the server refused, and the fields at which its messages stand. */
  readonly error: unknown;
  readonly shownElsewhere: readonly string[];
  /** Something is wrong with a field, and says so there: it is led to. */
  readonly wrong?: boolean;
  readonly pending: boolean;
  /** What sends it; Save unless it is said. */
  readonly submit?: string;
  readonly gap?: number;
  /** Whether anything is sent is for the form to say. */
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}

/** A form over the page with what all of them have: what was refused above its fields, Cancel and what sends it below. */
export function EditDialog(props: EditDialogProps) {
  const { error, shownElsewhere, wrong = false, pending, submit = texts.save, gap = 14, onSubmit, ...dialog } = props;
  return (
    <FormDialog {...dialog}>
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (wrong) goToFirstFault(event.currentTarget);
          onSubmit(event);
        }}
      >
        <Stack gap={gap}>
          <ProblemList error={error} shownElsewhere={shownElsewhere} />
          {props.children}
          <FormFoot>
            <Button variant="default" onClick={props.onClose}>
              {texts.cancel}
            </Button>
            <Button type="submit" loading={pending}>
              {submit}
            </Button>
          </FormFoot>
        </Stack>
      </form>
    </FormDialog>
  );
}
