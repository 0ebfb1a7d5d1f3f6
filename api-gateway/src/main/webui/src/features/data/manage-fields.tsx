import { ActionIcon, Button, Drawer, Group } from '@mantine/core';
import { ArrowLeft, ChevronDown, ChevronUp, Lock, Pencil, Plus, Search, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useFieldChanges } from '../../api/queries/fields';
import type { Campaign, DataField } from '../../api/types';
import { data as dataTexts } from '../../texts/en/data';
import { Confirm } from '../../ui/confirm';
import { say, sayFailed } from '../../ui/toast';
import { leaveAfterAsking } from '../../ui/unsaved-edits';
import { FieldForm } from './field-form';
import s from './manage-fields.module.css';
import { ReuseField } from './reuse-field';

const words = dataTexts.drawer;

export interface ManageFieldsProps {
  readonly campaign: Campaign;
  readonly fields: readonly DataField[];
  readonly onClose: () => void;
}

/** Adds, changes, removes and orders the campaign's fields. */
export default function ManageFields({ campaign, fields, onClose }: ManageFieldsProps) {
  const { order, remove } = useFieldChanges(campaign.id);
  const [editing, setEditing] = useState<DataField | 'new' | 'reuse' | null>(null);
  const [removing, setRemoving] = useState<DataField | null>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const active = campaign.status === 'active';
  const move = (name: string, to: number) => {
    const names = fields.map(field => field.name).filter(one => one !== name);
    names.splice(Math.max(0, Math.min(to, names.length)), 0, name);
    order(names).catch(sayFailed);
  };
  return (
    <Drawer
      opened
      onClose={() => void leaveAfterAsking(onClose)}
      closeOnClickOutside={editing === null}
      position="right"
      size={460}
      title={words.title}
    >
      {editing ? (
        <>
          <Button
            className={s.back ?? ''}
            variant="subtle"
            color="gray"
            leftSection={<ArrowLeft size={14} aria-hidden />}
            onClick={() => void leaveAfterAsking(() => setEditing(null))}
          >
            {words.back}
          </Button>
          {editing === 'reuse' ? (
            <ReuseField campaign={campaign} fields={fields} />
          ) : (
            <FieldForm
              campaign={campaign}
              fields={fields}
              field={editing === 'new' ? null : editing}
              onDone={() => setEditing(null)}
            />
          )}
        </>
      ) : (
        <>
          <p className={s.lead}>{words.lead}</p>
          <Group gap={8}>
            <Button leftSection={<Plus size={14} aria-hidden />} onClick={() => setEditing('new')}>
              {words.add}
            </Button>
            <Button
              variant="default"
              leftSection={<Search size={14} aria-hidden />}
              onClick={() => setEditing('reuse')}
            >
              {words.reuse}
            </Button>
          </Group>
          <ul className={s.list}>
            {fields.map((field, index) => (
              <li
                key={field.name}
                className={s.row}
                draggable
                data-dragged={dragged === field.name || undefined}
                onDragStart={() => setDragged(field.name)}
                onDragEnd={() => setDragged(null)}
                onDragOver={event => dragged && event.preventDefault()}
                onDrop={() => dragged && dragged !== field.name && move(dragged, index)}
              >
                <span className={s.names}>
                  <b>{field.title || field.name}</b>
                  <code>{field.name}</code>
                </span>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={26}
                  disabled={index === 0}
                  aria-label={words.moveUp(field.title)}
                  onClick={() => move(field.name, index - 1)}
                >
                  <ChevronUp size={15} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={26}
                  disabled={index === fields.length - 1}
                  aria-label={words.moveDown(field.title)}
                  onClick={() => move(field.name, index + 1)}
                >
                  <ChevronDown size={15} />
                </ActionIcon>
                {field.system ? (
                  <span className={s.system} title={dataTexts.locked}>
                    <Lock size={13} aria-hidden />
                    {words.system}
                  </span>
                ) : (
                  <>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={26}
                      aria-label={words.edit(field.title)}
                      onClick={() => setEditing(field)}
                    >
                      <Pencil size={14} />
                    </ActionIcon>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size={26}
                      disabled={active}
                      title={active ? dataTexts.form.activeLock : undefined}
                      aria-label={words.remove(field.title)}
                      onClick={() => setRemoving(field)}
                    >
                      <Trash2 size={14} />
                    </ActionIcon>
                  </>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {removing && (
        <Confirm
          title={words.removeTitle(removing.title)}
          submit={words.removeSubmit}
          danger
          busy={remove.isPending}
          error={remove.error}
          onClose={() => {
            remove.reset();
            setRemoving(null);
          }}
          onConfirm={() =>
            remove.mutate(removing.name, {
              onSuccess: () => {
                say(words.removed(removing.title));
                setRemoving(null);
              },
            })
          }
        >
          {removing.level === 'customer' ? words.removeCustomer : words.removeParticipant}
        </Confirm>
      )}
    </Drawer>
  );
}
