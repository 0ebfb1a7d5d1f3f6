import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Schema } from '../types';
import { useSubmit } from './submit';

export type Upload = Schema<'Upload'>;
export type UploadStatus = Upload['status'];
export type UploadPage = Schema<'UploadList'>;
export type UploadPreview = Schema<'UploadPreview'>;

export const uploadKeys = {
  all: (campaign: string) => ['uploads', campaign] as const,
  list: (campaign: string) => ['uploads', campaign, 'list'] as const,
  one: (campaign: string, id: string) => ['uploads', campaign, 'one', id] as const,
  transfer: (campaign: string, id: string) => ['uploads', campaign, 'transfer', id] as const,
};

const WHILE_RUNNING = 1500;

/** Newest first. While one is processing it is asked again and again, so that its progress is seen after a reload, too. */
export function useUploads(campaign: string) {
  return useInfiniteQuery({
    queryKey: uploadKeys.list(campaign),
    queryFn: ({ pageParam, signal }) =>
      ok<UploadPage>(
        api.GET('/api/v1/campaigns/{campaign_id}/uploads', {
          params: {
            path: { campaign_id: campaign },
            query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: page => page.next_cursor ?? undefined,
    refetchInterval: query =>
      query.state.data?.pages.some(page => page.items.some(upload => upload.status === 'processing'))
        ? WHILE_RUNNING
        : 15_000,
  });
}

export function useUpload(campaign: string, id: string) {
  return useQuery({
    queryKey: uploadKeys.one(campaign, id),
    queryFn: () =>
      ok<Upload>(
        api.GET('/api/v1/campaigns/{campaign_id}/uploads/{upload_id}', {
          params: { path: { campaign_id: campaign, upload_id: id } },
        }),
      ),
    refetchInterval: query => (query.state.data?.status === 'processing' ? WHILE_RUNNING : false),
  });
}

export function useCancelUpload(campaign: string) {
  const client = useQueryClient();
  return useSubmit({
    mutationFn: async (id: string) => {
      await api.POST('/api/v1/campaigns/{campaign_id}/uploads/{upload_id}/cancel', {
        params: { path: { campaign_id: campaign, upload_id: id } },
      });
    },
    onSettled: () => client.invalidateQueries({ queryKey: uploadKeys.all(campaign) }),
  });
}

export interface TransferState {
  readonly offset: number;
  readonly length: number;
  /** More has come since it was asked last: somebody sends, another window of this person for one. */
  readonly moving: boolean;
}

const WHILE_RECEIVING = 3_000;

/** An upload that says nothing of its rows yet may still be waiting for its bytes. */
function mayBeReceiving(upload: Upload | undefined): boolean {
  return upload?.status === 'processing' && upload.source === 'file' && upload.bytes_processed === 0;
}

/**
 * How much of a file has come that is not whole yet; null if it is whole, or did not come as a transfer. The list alone does
 * not tell a file that is awaited from one whose import begins.
 */
export function useTransfer(campaign: string, upload: Upload | undefined, enabled: boolean) {
  const client = useQueryClient();
  const id = upload?.id ?? '';
  const key = uploadKeys.transfer(campaign, id);
  return useQuery({
    queryKey: key,
    enabled: enabled && mayBeReceiving(upload),
    gcTime: 0,
    retry: false,
    refetchInterval: WHILE_RECEIVING,
    queryFn: async (): Promise<TransferState | null> => {
      const { response } = await api.HEAD('/api/v1/campaigns/{campaign_id}/uploads/transfers/{transfer_id}', {
        params: { path: { campaign_id: campaign, transfer_id: id } },
        headers: { 'Tus-Resumable': '1.0.0' },
      } as never);
      const offset = Number(response.headers.get('Upload-Offset'));
      const length = Number(response.headers.get('Upload-Length'));
      if (response.headers.get('Upload-Resource') !== null || offset >= length) return null;
      const before = client.getQueryData<TransferState | null>(key);
      return { offset, length, moving: before != null && offset > before.offset };
    },
  });
}

const PREVIEWED = 256 * 1024;

/** The first rows of a file, cut at a line end, so that no half row is looked at. */
async function firstPart(file: Blob): Promise<Blob> {
  if (file.size <= PREVIEWED) return file;
  const part = new Uint8Array(await file.slice(0, PREVIEWED).arrayBuffer());
  const end = part.lastIndexOf(0x0a);
  return end < 0 ? new Blob([part]) : new Blob([part.slice(0, end + 1)]);
}

/** What an import would do with the file. Nothing is written (rule U6). */
export function usePreview(campaign: string, file: File | null) {
  return useQuery({
    queryKey: ['uploads', campaign, 'preview', file?.name, file?.size, file?.lastModified],
    enabled: file !== null,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const body = await firstPart(file as File);
      return ok<UploadPreview>(
        api.POST('/api/v1/campaigns/{campaign_id}/uploads/preview', {
          params: {
            path: { campaign_id: campaign },
            query: { size: String((file as File).size) },
          },
          body,
          bodySerializer: (part: unknown) => part as Blob,
          headers: { 'Content-Type': 'text/csv' },
          signal,
        } as never),
      );
    },
  });
}

function reportUrl(campaign: string, upload: string, path: string): string {
  return `/api/v1/campaigns/${encodeURIComponent(campaign)}/uploads/${encodeURIComponent(upload)}/${path}`;
}

/** Plain links, so that the browser streams the files. */
export const errorReportUrl = (campaign: string, upload: string): string => reportUrl(campaign, upload, 'errors');
export const failedRowsUrl = (campaign: string, upload: string): string => reportUrl(campaign, upload, 'errors/rows');
