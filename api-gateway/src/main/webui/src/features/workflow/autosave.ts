import { asProblem, type Problem } from '../../api/problem';
import type { Finding } from '../../api/types';
import type { Flow, Graph } from '../../flow-model/types';

export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'dirty' }
  | { readonly kind: 'saving' }
  /** Nothing is lost: it is tried again, at once on request. */
  | { readonly kind: 'failed'; readonly problem: Problem; readonly retrying: boolean }
  /** The active flow would no longer be valid: the draft is kept here until it is. */
  | { readonly kind: 'refused'; readonly findings: readonly Finding[]; readonly problem: Problem }
  | { readonly kind: 'conflict'; readonly theirs: Flow }
  /** Somebody has deleted the flow, or its campaign: there is nothing to save it to. */
  | { readonly kind: 'gone'; readonly problem: Problem };

export interface AutosaveParts {
  /** The flow as it is now. */
  readonly current: () => Flow;
  readonly save: (revision: number, graph: Graph & { readonly name: string }, leaving: boolean) => Promise<Flow>;
  readonly load: () => Promise<Flow>;
  /** Only what the server makes is taken from it. */
  readonly onSaved: (flow: Flow) => void;
  readonly onState: (state: SaveState) => void;
  /** Kept over a crash or a reload of the page. */
  readonly keep: (draft: StoredDraft | null) => void;
}

export interface StoredDraft {
  readonly flowId: string;
  readonly revision: number;
  readonly nodes: Graph['nodes'];
  readonly edges: Graph['edges'];
}

export const AUTOSAVE_MS = 3_000;
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 30_000;

/**
 * Saves a flow about three seconds after a change (rule W3), one save at a time, each on the revision of the one before.
 * What is changed meanwhile goes in the next. It belongs to one flow: what comes after it was closed is dropped.
 */
export class Autosave {
  private state: SaveState = { kind: 'saved' };
  private savedGraph: Graph;
  private revision: number;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private retryIn = FIRST_RETRY_MS;
  private running: Promise<void> | null = null;
  private closed = false;
  private readonly parts: AutosaveParts;

  constructor(parts: AutosaveParts) {
    this.parts = parts;
    const flow = parts.current();
    this.savedGraph = flow;
    this.revision = flow.revision;
  }

  get unsaved(): boolean {
    if (this.closed) return false;
    const flow = this.parts.current();
    return flow.nodes !== this.savedGraph.nodes || flow.edges !== this.savedGraph.edges;
  }

  /** To be called after every change; one that leads back to what is saved has nothing to save. */
  changed(): void {
    if (this.closed) return;
    if (!this.unsaved) {
      clearTimeout(this.timer);
      if (!this.running && this.state.kind !== 'conflict') this.become({ kind: 'saved' });
      this.parts.keep(null);
      return;
    }
    const flow = this.parts.current();
    this.parts.keep({ flowId: flow.id, revision: this.revision, nodes: flow.nodes, edges: flow.edges });
    if (this.state.kind === 'conflict' || this.state.kind === 'gone') return;
    if (!this.running) this.become({ kind: 'dirty' });
    this.schedule(AUTOSAVE_MS);
  }

  /** Saves what there is at once, and waits for it. */
  async flush(leaving = false): Promise<boolean> {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    if (this.closed || !this.unsaved || this.state.kind === 'conflict' || this.state.kind === 'gone')
      return !this.unsaved;
    this.running = this.attempt(leaving).finally(() => {
      this.running = null;
    });
    await this.running;
    return !this.unsaved;
  }

  /** Another revision was taken over, or ours is to become the newest upon it. */
  resolve(revision: number, saved: Graph): void {
    this.revision = revision;
    this.savedGraph = saved;
    this.become(this.unsaved ? { kind: 'dirty' } : { kind: 'saved' });
    this.changed();
  }

  /** Nothing of the flow is to be saved any more: it was left, or deleted. */
  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private schedule(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), milliseconds);
  }

  private async attempt(leaving: boolean): Promise<void> {
    const flow = this.parts.current();
    this.become({ kind: 'saving' });
    try {
      const answer = await this.parts.save(this.revision, flow, leaving);
      if (this.closed) return;
      this.revision = answer.revision;
      this.savedGraph = flow;
      this.retryIn = FIRST_RETRY_MS;
      this.parts.onSaved(answer);
      if (this.unsaved) {
        this.become({ kind: 'dirty' });
        this.schedule(AUTOSAVE_MS);
      } else {
        this.parts.keep(null);
        this.become({ kind: 'saved' });
      }
    } catch (error) {
      if (!this.closed) await this.failed(asProblem(error));
    }
  }

  private async failed(problem: Problem): Promise<void> {
    if (problem.status === 409) {
      try {
        const theirs = await this.parts.load();
        if (this.closed) return;
        // The same revision refused: something else forbids it, such as a campaign that was started meanwhile.
        if (theirs.revision === this.revision) this.become({ kind: 'failed', problem, retrying: false });
        else this.become({ kind: 'conflict', theirs });
        return;
      } catch (error) {
        this.again(asProblem(error));
        return;
      }
    }
    if (problem.status === 404) this.become({ kind: 'gone', problem });
    else if (problem.status === 422) this.become({ kind: 'refused', findings: problem.findings, problem });
    else if (problem.passing) this.again(problem);
    else this.become({ kind: 'failed', problem, retrying: false });
  }

  private again(problem: Problem): void {
    this.become({ kind: 'failed', problem, retrying: true });
    this.schedule(Math.max(this.retryIn, (problem.retryAfter ?? 0) * 1_000));
    this.retryIn = Math.min(this.retryIn * 2, LAST_RETRY_MS);
  }

  private become(state: SaveState): void {
    if (this.state.kind === state.kind && state.kind !== 'failed' && state.kind !== 'refused') return;
    this.state = state;
    this.parts.onState(state);
  }
}

const PREFIX = 'campaign-flows.draft.';

/** In the tab's own storage, so that another tab's draft is never offered here. */
export const storedDrafts = {
  read(flowId: string): StoredDraft | null {
    try {
      const text = sessionStorage.getItem(PREFIX + flowId);
      return text ? (JSON.parse(text) as StoredDraft) : null;
    } catch {
      return null;
    }
  },
  write(flowId: string, draft: StoredDraft | null): void {
    try {
      if (draft) sessionStorage.setItem(PREFIX + flowId, JSON.stringify(draft));
      else sessionStorage.removeItem(PREFIX + flowId);
    } catch {
      // A full storage costs the offer after a crash, and nothing else.
    }
  },
};
