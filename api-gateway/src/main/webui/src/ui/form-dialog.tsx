import { Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import s from './form-dialog.module.css';
import { type UnsavedOptions, useUnsavedEdit } from './unsaved-edits';

export interface FormDialogProps {
  readonly title: string;
  readonly size: number;
  /** Whether something was typed that is not saved yet. */
  readonly dirty: boolean | (() => boolean);
  readonly question?: UnsavedOptions['question'];
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A form over the page. A click beside it does nothing; Escape and the cross ask before what was typed is lost, Cancel says so itself. */
export function FormDialog({ title, size, dirty, question, onClose, children }: FormDialogProps) {
  const edit = useUnsavedEdit(dirty, question ? { question } : {});
  return (
    <Modal opened closeOnClickOutside={false} onClose={() => edit.close(onClose)} title={title} size={size}>
      {children}
    </Modal>
  );
}

/** Cancel and what sends the form: in sight however long the form is. */
export function FormFoot({ children }: { readonly children: ReactNode }) {
  return (
    <Group className={s.foot ?? ''} justify="flex-end" gap={8}>
      {children}
    </Group>
  );
}
