import { TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { NodeType, XY } from '../../../flow-model/types';
import { workflow as workflowTexts } from '../../../texts/en/workflow';
import { kinds } from '../registry';
import s from './picker.module.css';

export interface PickerProps {
  /** Within the canvas. */
  readonly at: XY;
  readonly onPick: (type: NodeType) => void;
  readonly onClose: () => void;
}

/** Chooses what comes next. Triggers are not offered: nothing leads into them. */
export default function Picker({ at, onPick, onClose }: PickerProps) {
  const [words, setWords] = useState('');
  const [index, setIndex] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const shown = useMemo(() => {
    const wanted = words.trim().toLowerCase();
    return kinds.filter(kind => kind.group !== 'trigger' && kind.title.toLowerCase().includes(wanted));
  }, [words]);
  useEffect(() => {
    const onDown = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as globalThis.Node | null)) onClose();
    };
    document.addEventListener('pointerdown', onDown, true);
    return () => document.removeEventListener('pointerdown', onDown, true);
  }, [onClose]);
  const current = shown[Math.min(index, shown.length - 1)];
  return (
    <div
      ref={box}
      className={s.picker}
      role="dialog"
      aria-label={workflowTexts.picker.label}
      style={{ left: at.x, top: at.y }}
      onKeyDown={event => {
        event.stopPropagation();
        if (event.key === 'Escape') onClose();
        else if (event.key === 'ArrowDown') setIndex(Math.min(index + 1, shown.length - 1));
        else if (event.key === 'ArrowUp') setIndex(Math.max(index - 1, 0));
        else if (event.key === 'Enter' && current) onPick(current.type);
        else return;
        event.preventDefault();
      }}
    >
      <TextInput
        size="xs"
        aria-label={workflowTexts.picker.find}
        placeholder={workflowTexts.picker.find}
        leftSection={<Search size={14} aria-hidden />}
        role="combobox"
        aria-expanded
        aria-controls="node-picker"
        aria-activedescendant={current ? `pick-${current.type}` : undefined}
        autoFocus
        value={words}
        onChange={event => {
          setWords(event.currentTarget.value);
          setIndex(0);
        }}
      />
      <div className={s.list} id="node-picker" role="listbox" aria-label={workflowTexts.picker.label}>
        {shown.map(kind => (
          <div
            key={kind.type}
            id={`pick-${kind.type}`}
            role="option"
            aria-selected={kind === current}
            tabIndex={-1}
            className={s.kind}
            data-group={kind.group}
            onPointerEnter={() => setIndex(shown.indexOf(kind))}
            onClick={() => onPick(kind.type)}
          >
            <span>
              <kind.icon size={14} strokeWidth={2} aria-hidden />
            </span>
            {kind.title}
          </div>
        ))}
        {shown.length === 0 && <p className={s.none}>{workflowTexts.palette.none}</p>}
      </div>
    </div>
  );
}
