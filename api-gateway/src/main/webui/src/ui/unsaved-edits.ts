import { useEffect, useRef, useState } from 'react';
import type { Location } from 'react-router';
import { texts } from '../texts/en';

/** What is asked before an edit is given up. */
export interface LeaveQuestion {
  readonly title: string;
  readonly text: string;
  readonly leave: string;
  readonly stay: string;
}

/** Something on the page that was edited and is not saved yet. */
export interface UnsavedEdit {
  readonly isDirty: () => boolean;
  /** Whether it is gone when this address takes the place of that one. */
  readonly isLeftBy: (from: Location, to: Location) => boolean;
  /** Saves it on the way out where nobody has to be asked; tells whether nothing is left to be saved. */
  readonly save: (() => Promise<boolean>) | null;
  readonly question: LeaveQuestion;
}

/** What the page would lose if it were left now. One for the whole page, since a router asks in one place only. */
class UnsavedEdits {
  private readonly edits = new Set<UnsavedEdit>();
  private readonly listeners = new Set<() => void>();
  private closing: { readonly edit: UnsavedEdit; readonly close: () => void } | null = null;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** What is asked about although no address changes: a dialog that is to be closed. */
  readonly asked = () => this.closing;

  add(edit: UnsavedEdit): () => void {
    this.edits.add(edit);
    return () => {
      this.edits.delete(edit);
      this.changed();
    };
  }

  changed(): void {
    if (this.closing && !this.edits.has(this.closing.edit)) this.closing = null;
    for (const listener of this.listeners) listener();
  }

  /** Whether some edit, also one that is none yet, goes with this way: another page, or another flow. */
  mayBeLeftBy(from: Location, to: Location): boolean {
    const page = from.pathname !== to.pathname;
    return [...this.edits].some(edit => edit.isLeftBy(from, to) && (page || edit.save !== null));
  }

  dirty(): readonly UnsavedEdit[] {
    return [...this.edits].filter(edit => edit.isDirty());
  }

  leftBy(from: Location, to: Location): readonly UnsavedEdit[] {
    return this.dirty().filter(edit => edit.isLeftBy(from, to));
  }

  /** Closes at once where nothing is lost by it; asks before, otherwise. */
  close(edit: UnsavedEdit | undefined, close: () => void): void {
    if (!edit?.isDirty()) {
      close();
    } else if (!this.closing) {
      this.closing = { edit, close };
      this.changed();
    }
  }

  answer(leave: boolean): void {
    const asked = this.closing;
    this.closing = null;
    this.changed();
    if (leave) asked?.close();
  }
}

export const unsavedEdits = new UnsavedEdits();

/** Saves what saves itself, and asks about the rest before somebody else's edits go: a drawer with a form in it, the whole page. */
export async function leaveAfterAsking(leave: () => void): Promise<void> {
  await Promise.all(unsavedEdits.dirty().map(edit => edit.save?.()));
  unsavedEdits.close(unsavedEdits.dirty()[0], leave);
}

export interface UnsavedOptions {
  /** By default the edit is gone with the page that it is on. */
  readonly isLeftBy?: (from: Location, to: Location) => boolean;
  readonly save?: () => Promise<boolean>;
  readonly question?: LeaveQuestion;
}

const otherPage = (from: Location, to: Location) => from.pathname !== to.pathname;

/**
 * Keeps an edit from being lost: as long as it is dirty, leaving the page, closing its dialog by `close` and closing the tab
 * ask first.
 */
export function useUnsavedEdit(dirty: boolean | (() => boolean), options: UnsavedOptions = {}) {
  const latest = useRef({ dirty, options });
  latest.current = { dirty, options };
  const [edit] = useState<UnsavedEdit>(() => ({
    isDirty: () => {
      const { dirty: now } = latest.current;
      return typeof now === 'function' ? now() : now;
    },
    isLeftBy: (from, to) => (latest.current.options.isLeftBy ?? otherPage)(from, to),
    get save() {
      return latest.current.options.save ?? null;
    },
    get question() {
      return latest.current.options.question ?? texts.unsaved;
    },
  }));
  useEffect(() => unsavedEdits.add(edit), [edit]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: who asks is told when the answer may be another
  useEffect(() => unsavedEdits.changed(), [dirty]);
  return { close: (close: () => void) => unsavedEdits.close(edit, close) };
}

/** Whether a value differs from what it was at first. */
export function useEdited(value: unknown): boolean {
  const now = JSON.stringify(value);
  const [first] = useState(now);
  return now !== first;
}
