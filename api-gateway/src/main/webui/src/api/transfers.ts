import type { Upload as Transfer } from 'tus-js-client';
import { create } from 'zustand';
import { common } from '../texts/en/common';
import { noConnection, Problem, problemFrom } from './problem';
import { signInAgain } from './session-state';

/** One file on its way to the server. It goes on while people look at other pages. */
export interface Sending {
  readonly campaign: string;
  readonly name: string;
  readonly bytes: number;
  readonly sent: number;
  /** The upload's id as soon as the server has taken the transfer in. */
  readonly uploadId: string | null;
  readonly problem: Problem | null;
  /** The whole file is there; what follows is the server's import. */
  readonly done: boolean;
}

interface Transfers {
  readonly byCampaign: Readonly<Record<string, Sending>>;
}

const useTransfers = create<Transfers>(() => ({ byCampaign: {} }));
const transfers = new Map<string, Transfer>();
const begins = new Map<string, () => Promise<void>>();

export function useSending(campaign: string): Sending | undefined {
  return useTransfers(state => state.byCampaign[campaign]);
}

function isSending(state: Transfers): boolean {
  return Object.values(state.byCampaign).some(one => !one.done && one.problem === null);
}

function ask(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** The browser asks before the page is left while a file is being sent, whichever page it is; an import needs none. */
useTransfers.subscribe(state => {
  if (typeof window === 'undefined') return;
  if (isSending(state)) window.addEventListener('beforeunload', ask);
  else window.removeEventListener('beforeunload', ask);
});

function change(campaign: string, next: Partial<Sending>): void {
  useTransfers.setState(state => {
    const now = state.byCampaign[campaign];
    return now ? { byCampaign: { ...state.byCampaign, [campaign]: { ...now, ...next } } } : state;
  });
}

export function forget(campaign: string): void {
  transfers.delete(campaign);
  begins.delete(campaign);
  useTransfers.setState(state => {
    const { [campaign]: _, ...others } = state.byCampaign;
    return { byCampaign: others };
  });
}

/** Stops sending; what the server has of the file is given up by the caller's cancel. */
export async function stopSending(campaign: string): Promise<void> {
  await transfers.get(campaign)?.abort();
  forget(campaign);
}

/** The refusal as the server worded it; tus hides it in the response of the failed request. */
function problemOf(error: unknown): Problem {
  const response = (error as { originalResponse?: { getStatus(): number; getBody(): string } | null }).originalResponse;
  return response
    ? problemFrom(response.getStatus(), response.getBody())
    : new Problem(0, common.problems.transferBroke);
}

/**
 * Sends a file by tus. The same file chosen again after a reload or a broken line goes on where it stopped: its fingerprint is kept
 * per campaign. A campaign takes one file at a time, so that a second click sends nothing. Answers when sending has begun.
 */
export async function send(campaign: string, file: File, onDone: (uploadId: string) => void): Promise<void> {
  const before = useTransfers.getState().byCampaign[campaign];
  if (before && !before.done && before.problem === null) return;
  useTransfers.setState(state => ({
    byCampaign: {
      ...state.byCampaign,
      [campaign]: { campaign, name: file.name, bytes: file.size, sent: 0, uploadId: null, problem: null, done: false },
    },
  }));
  transfers.delete(campaign);
  begins.set(campaign, () => begin(campaign, file, onDone));
  await sendAgain(campaign);
}

async function begin(campaign: string, file: File, onDone: (uploadId: string) => void): Promise<void> {
  // Only who sends a file needs what speaks the protocol.
  const { Upload: TusUpload } = await import('tus-js-client');
  // Stopped meanwhile.
  if (!begins.has(campaign)) return;
  const transfer: Transfer = new TusUpload(file, {
    endpoint: `/api/v1/campaigns/${encodeURIComponent(campaign)}/uploads/transfers`,
    metadata: { filename: file.name, filetype: 'text/csv' },
    headers: { 'X-Requested-With': 'campaign-flows-console' },
    retryDelays: [500, 1000, 2000, 4000, 8000, 15000],
    removeFingerprintOnSuccess: true,
    fingerprint: async () => `campaign-flows/${campaign}/${file.name}/${file.size}/${file.lastModified}`,
    onShouldRetry: error => {
      const status = problemOf(error).status;
      return status === 0 || status === 423 || status === 429 || status >= 502;
    },
    onUploadUrlAvailable: () => change(campaign, { uploadId: idOf(transfer.url) }),
    onProgress: sent => change(campaign, { sent }),
    onError: error => {
      const problem = problemOf(error);
      // The API's own words name its addresses.
      if (problem.status === 409) return change(campaign, { problem: new Problem(409, common.problems.otherTransfer) });
      if (problem.status !== 401) return change(campaign, { problem });
      // The session has ended while the file was sent: who signs in again goes on.
      void signInAgain().then(() => transfers.get(campaign) === transfer && transfer.start());
    },
    onSuccess: () => {
      const uploadId = idOf(transfer.url);
      change(campaign, { sent: file.size, uploadId, done: true });
      transfers.delete(campaign);
      begins.delete(campaign);
      if (uploadId) onDone(uploadId);
    },
  });
  transfers.set(campaign, transfer);
  const [previous] = await transfer.findPreviousUploads();
  if (previous) transfer.resumeFromPreviousUpload(previous);
  transfer.start();
}

/** Upload and transfer have one id: the last part of the transfer's address. */
function idOf(url: string | null): string | null {
  return url?.split('/').at(-1) ?? null;
}

/** Goes on after a failure that the person has read; one before the first byte starts over. */
export async function sendAgain(campaign: string): Promise<void> {
  change(campaign, { problem: null });
  const transfer = transfers.get(campaign);
  if (transfer) return transfer.start();
  try {
    await begins.get(campaign)?.();
  } catch {
    change(campaign, { problem: noConnection() });
  }
}
