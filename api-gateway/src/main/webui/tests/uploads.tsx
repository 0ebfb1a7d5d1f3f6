import { screen } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { Outlet } from 'react-router';
import type { Upload, UploadPreview } from '../src/api/queries/uploads';
import { Component } from '../src/features/uploads/uploads-page';
import UploadBar from '../src/ui/upload-bar';
import { campaign } from './campaigns';
import { renderAt } from './render';
import { server } from './server';
import { ID } from './transfer';

export const BASE = '*/api/v1/campaigns/c1/uploads';

export function upload(change: Partial<Upload> = {}): Upload {
  return {
    id: ID,
    campaign_id: 'c1',
    source: 'file',
    filename: 'people.csv',
    status: 'completed',
    message: null,
    created_at: '2026-06-28T07:40:00Z',
    uploaded_at: '2026-06-28T07:41:00Z',
    total: 12480,
    new: 12000,
    updated: 480,
    failed: 0,
    skipped: 0,
    bytes: 1_400_000,
    bytes_processed: 1_400_000,
    unknown_columns: [],
    ...change,
  };
}

export const running = (change: Partial<Upload> = {}) =>
  upload({ status: 'processing', uploaded_at: null, total: 5000, bytes_processed: 700_000, ...change });
export const awaited = () => running({ total: 0, bytes: 8_000_000, bytes_processed: 0 });

/** The uploads as the server has them; what is changed of the answer counts from the next call. */
export function list(items: readonly Upload[]) {
  const state = { items };
  server.use(
    http.get(BASE, () =>
      HttpResponse.json({
        items: state.items,
        next_cursor: null,
        last_upload_at: state.items[0]?.uploaded_at ?? null,
        total_processed: state.items.reduce((sum, one) => sum + one.total, 0),
      }),
    ),
    http.get(`${BASE}/${ID}`, () => HttpResponse.json(state.items.find(one => one.id === ID))),
    http.head(`${BASE}/transfers/${ID}`, () => new HttpResponse(null, { status: 404 })),
  );
  return state;
}

/** A transfer of which so much has come. */
export function transfer(offset: () => number, length: number) {
  server.use(
    http.head(
      `${BASE}/transfers/${ID}`,
      () =>
        new HttpResponse(null, {
          status: 200,
          headers: { 'Upload-Offset': String(offset()), 'Upload-Length': String(length), 'Tus-Resumable': '1.0.0' },
        }),
    ),
  );
}

export const preview = (change: Partial<UploadPreview> = {}): UploadPreview => ({
  delimiter: ';',
  columns: [
    { header: 'E-Mail', field: 'email', reason: null },
    { header: 'Colour', field: null, reason: 'unknown' },
  ],
  rows: [['alex@example.com', 'blue']],
  problems: [],
  estimate: { rows: 1200, new: 1000, changed: 150, same: 50, failed: 0, skipped: 0, sampled: 1200 },
  ...change,
});

export function show(address = '', path = 'uploads') {
  return renderAt(`/campaigns/c1/${path}${address}`, [
    {
      path: '/campaigns/c1',
      element: <Outlet context={campaign({ id: 'c1' })} />,
      children: [
        { path: 'uploads', Component },
        { path: 'participants', element: <p>participants</p> },
        { path: 'data', element: <UploadBar campaign="c1" /> },
      ],
    },
  ]);
}

export const csv = (name = 'people.csv', text = 'E-Mail;Colour\nalex@example.com;blue\n') =>
  new File([text], name, { type: 'text/csv' });

export async function choose(user: ReturnType<typeof show>['user'], file: File): Promise<HTMLElement> {
  await user.click((await screen.findAllByRole('button', { name: 'Upload data' }))[0] as HTMLElement);
  const dialog = await screen.findByRole('dialog', { name: 'Upload data' });
  await user.upload(dialog.querySelector('input[type=file]') as HTMLInputElement, file);
  return dialog;
}
