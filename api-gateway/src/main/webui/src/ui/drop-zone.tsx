import { FileUp } from 'lucide-react';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { texts } from '../texts/en';
import s from './drop-zone.module.css';

export interface DropZoneProps {
  /** As of a file input: `.csv,text/csv`. */
  readonly accept: string;
  readonly hint: ReactNode;
  readonly onFile: (file: File) => void;
  readonly disabled?: boolean;
}

/** One file, dropped or chosen. Whether the file will do is for the caller to say, with a reason. */
export function DropZone({ accept, hint, onFile, disabled = false }: DropZoneProps) {
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const stop = (event: DragEvent) => {
    event.preventDefault();
    event.stopPropagation();
  };
  const onDrop = (event: DragEvent) => {
    stop(event);
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !disabled) onFile(file);
  };
  return (
    <label
      className={s.zone}
      data-over={over || undefined}
      data-disabled={disabled || undefined}
      onDragEnter={event => {
        stop(event);
        setOver(true);
      }}
      onDragOver={stop}
      onDragLeave={event => {
        if (!event.currentTarget.contains(event.relatedTarget as globalThis.Node | null)) setOver(false);
      }}
      onDrop={onDrop}
    >
      <span className={s.icon}>
        <FileUp size={20} strokeWidth={1.9} aria-hidden />
      </span>
      <span className={s.title}>{over ? texts.dropzone.release : texts.dropzone.choose}</span>
      <span className={s.hint}>{hint}</span>
      <input
        ref={input}
        type="file"
        className="hidden"
        accept={accept}
        disabled={disabled}
        onChange={event => {
          const file = event.currentTarget.files?.[0];
          if (file) onFile(file);
          // The same file may be chosen again after it was corrected.
          if (input.current) input.current.value = '';
        }}
      />
    </label>
  );
}
