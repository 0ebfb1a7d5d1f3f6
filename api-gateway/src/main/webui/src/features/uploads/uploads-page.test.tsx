import { act, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { Outlet } from 'react-router';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { campaign } from '../../../tests/campaigns';
import { renderAt } from '../../../tests/render';
import { me, problem, server } from '../../../tests/server';
import type { Upload, UploadPreview } from '../../api/queries/uploads';
import { forget } from '../../api/transfers';
import UploadBar from '../../ui/upload-bar';
import { percent, refusalOf } from './rules';
import { Component } from './uploads-page';

interface Hooks {
  onUploadUrlAvailable(): void;
  onProgress(sent: number): void;
  onSuccess(): void;
  onError(error: unknown): void;
}

/** The transfer's protocol is the library's; what the page makes of it is looked at here. */
const line = vi.hoisted(() => ({ starts: 0, aborted: 0, hooks: null as unknown, run: (_: unknown) => {} }));
vi.mock('tus-js-client', () => ({
  Upload: class {
    url: string | null = null;
    private readonly hooks: Hooks;
    constructor(_: File, hooks: Hooks) {
      this.hooks = hooks;
    }
    async findPreviousUploads() {
      return [];
    }
    start() {
      line.starts += 1;
      this.url = `/api/v1/campaigns/c1/uploads/transfers/${ID}`;
      line.run(this.hooks);
    }
    async abort() {
      line.aborted += 1;
    }
  },
}));

const BASE = '*/api/v1/campaigns/c1/uploads';
const ID = '0198f2c4-7d1e-7a00-8000-0000000000aa';

function upload(change: Partial<Upload> = {}): Upload {
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

const running = (change: Partial<Upload> = {}) =>
  upload({ status: 'processing', uploaded_at: null, total: 5000, bytes_processed: 700_000, ...change });
const awaited = () => running({ total: 0, bytes: 8_000_000, bytes_processed: 0 });

/** The uploads as the server has them; what is changed of the answer counts from the next call. */
function list(items: readonly Upload[]) {
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
function transfer(offset: () => number, length: number) {
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

const preview = (change: Partial<UploadPreview> = {}): UploadPreview => ({
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

function show(address = '', path = 'uploads') {
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

const csv = (name = 'people.csv', text = 'E-Mail;Colour\nalex@example.com;blue\n') =>
  new File([text], name, { type: 'text/csv' });

async function choose(user: ReturnType<typeof show>['user'], file: File): Promise<HTMLElement> {
  await user.click((await screen.findAllByRole('button', { name: 'Upload data' }))[0] as HTMLElement);
  const dialog = await screen.findByRole('dialog', { name: 'Upload data' });
  await user.upload(dialog.querySelector('input[type=file]') as HTMLInputElement, file);
  return dialog;
}

afterEach(() => {
  forget('c1');
  line.aborted = 0;
});

describe('Uploads page', () => {
  test('should show the guide’s figures and columns', async () => {
    list([upload()]);
    show();

    expect(await screen.findByText('12,480 / 12,000 / 480')).toBeTruthy();
    expect(screen.getByText('12,480')).toBeTruthy();
    expect(screen.getByText('Completed')).toBeTruthy();
    await waitFor(() => expect(screen.getAllByText('2026-06-28 09:41')).toHaveLength(2));
    expect(screen.getAllByRole('columnheader').map(one => one.textContent)).toEqual([
      'Upload ID',
      'Uploaded at',
      'Participants: total / new / updated',
      'Status',
      'View details',
    ]);
  });

  test('should lead to the participants of an upload by its counts and by a double-click', async () => {
    list([upload()]);
    const { user, path } = show();

    const counts = await screen.findByRole('link', { name: /12,480 \/ 12,000 \/ 480/ });
    expect(counts.getAttribute('href')).toBe(`/campaigns/c1/participants?upload_id=${ID}`);
    await user.dblClick(screen.getByText('Completed'));
    expect(path()).toBe(`/campaigns/c1/participants?upload_id=${ID}`);
  });

  test('should stay where it is when a button of a row is clicked twice', async () => {
    list([upload()]);
    const { user, path } = show();

    await user.dblClick(await screen.findByRole('button', { name: `View details of upload ${ID}` }));
    expect(path()).toBe(`/campaigns/c1/uploads?upload=${ID}`);
  });

  test('should say what an upload is while there is none', async () => {
    list([]);
    show();

    expect(await screen.findByText('No uploads yet')).toBeTruthy();
    expect(screen.getAllByRole('button', { name: 'Upload data' })).toHaveLength(2);
  });

  test('should say what failed to load', async () => {
    server.use(http.get(BASE, () => problem(503, { code: 'unavailable' })));
    show();
    expect((await screen.findByRole('alert')).textContent).toContain('unavailable');
  });

  test('should show how far an import is, after a reload too', async () => {
    list([running()]);
    show();

    const box = await screen.findByRole('region', { name: 'Current upload' });
    expect(within(box).getByText('Importing people.csv')).toBeTruthy();
    expect(within(box).getByText('5,000 rows')).toBeTruthy();
    expect(within(box).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('50');
  });

  test('should say that sending was interrupted, how much has come, and ask for the same file', async () => {
    list([awaited()]);
    transfer(() => 8_000_000, 50_000_000);
    const { user } = show();

    expect(await screen.findByText('Sending of people.csv was interrupted')).toBeTruthy();
    expect(screen.getByText('8.0 MB of 50.0 MB')).toBeTruthy();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('16');
    await user.click(screen.getByRole('button', { name: 'Choose the file' }));
    const dialog = await screen.findByRole('dialog', { name: 'Upload data' });
    expect(within(dialog).getByText(/Choose people.csv again/)).toBeTruthy();
    expect(within(dialog).getByText('Drop the file here, or click to choose it')).toBeTruthy();
  });

  test('should not offer to go on while another window sends', async () => {
    let offset = 8_000_000;
    list([awaited()]);
    transfer(() => {
      offset += 1_000_000;
      return offset;
    }, 50_000_000);
    show();

    expect(await screen.findByText('It is being sent from another window.', undefined, { timeout: 9000 })).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Choose the file' })).toBeNull();
  });

  test('should let a second file wait, with the progress of the first and a way to cancel it', async () => {
    const state = list([running()]);
    let canceled = false;
    server.use(
      http.post(`${BASE}/${ID}/cancel`, () => {
        canceled = true;
        state.items = [upload({ status: 'failed', message: 'Canceled after 5000 rows' })];
        return HttpResponse.json(state.items[0]);
      }),
    );
    const { user } = show();

    await screen.findByText('Importing people.csv');
    await user.click(screen.getByRole('button', { name: 'Upload data' }));
    const dialog = await screen.findByRole('dialog', { name: 'Upload data' });
    expect(within(dialog).getByText('Please wait for the current upload')).toBeTruthy();
    expect(within(dialog).queryByRole('button', { name: 'Upload' })).toBeNull();
    await user.click(within(dialog).getByRole('button', { name: 'Cancel upload' }));
    const confirm = await screen.findByRole('dialog', { name: 'Cancel the upload?' });
    await user.click(within(confirm).getByRole('button', { name: 'Cancel upload' }));

    await waitFor(() => expect(canceled).toBe(true));
    expect(await within(dialog).findByText('Drop the file here, or click to choose it')).toBeTruthy();
  });

  test('should offer the error report and the failed rows of an upload that failed', async () => {
    list([upload({ status: 'failed', failed: 3, message: 'Three rows failed', unknown_columns: ['Colour'] })]);
    show(`?upload=${ID}`);

    const drawer = await screen.findByRole('dialog', { name: 'Upload details' });
    const report = await within(drawer).findByRole('link', { name: 'Download error report' });
    expect(report.getAttribute('href')).toBe(`/api/v1/campaigns/c1/uploads/${ID}/errors`);
    expect(within(drawer).getByRole('link', { name: 'Download failed rows' }).getAttribute('href')).toBe(
      `/api/v1/campaigns/c1/uploads/${ID}/errors/rows`,
    );
    expect(within(drawer).getByText('Three rows failed')).toBeTruthy();
    expect(within(drawer).getByText('Colour')).toBeTruthy();
  });

  test('should leave everything readable for a viewer', async () => {
    list([running()]);
    server.use(http.get('*/api/v1/me', () => HttpResponse.json({ ...me, roles: ['viewer'] })));
    show();

    await screen.findByText('Importing people.csv');
    expect(screen.queryByRole('button', { name: 'Upload data' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Cancel upload' })).toBeNull();
  });
});

describe('Upload dialog', () => {
  test('should show what the import would make of the file, without another click', async () => {
    let size: string | null = null;
    list([]);
    server.use(
      http.post(`${BASE}/preview`, ({ request }) => {
        size = new URL(request.url).searchParams.get('size');
        return HttpResponse.json(
          preview({ problems: [{ row: 3, field: 'email', value: 'x', message: 'Not an email address' }] }),
        );
      }),
    );
    const { user } = show();
    const file = csv();
    const dialog = await choose(user, file);

    expect(await within(dialog).findByText('1,200 rows')).toBeTruthy();
    expect(within(dialog).getByText('Semicolon-separated · 1 column imported · 1 column is ignored')).toBeTruthy();
    expect(within(dialog).getByText('Ignored: no field has this name or title')).toBeTruthy();
    expect(within(dialog).getByText('Row 3, email: Not an email address')).toBeTruthy();
    expect(within(dialog).getByText('1,000 new')).toBeTruthy();
    expect(within(dialog).getByText('All rows were looked at')).toBeTruthy();
    expect(within(dialog).getByRole('columnheader', { name: 'E-Mail' })).toBeTruthy();
    expect(size).toBe(String(file.size));
  });

  test('should say why a preview failed and still let the file be uploaded', async () => {
    list([]);
    server.use(http.post(`${BASE}/preview`, () => problem(422, { detail: 'The header has the column email twice' })));
    const { user } = show();
    const dialog = await choose(user, csv());

    expect(await within(dialog).findByText('The header has the column email twice')).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Choose another file' }));
    expect(within(dialog).getByText('Drop the file here, or click to choose it')).toBeTruthy();
  });

  test('should refuse an empty file and one of a spreadsheet before anything is sent', async () => {
    list([]);
    const { user } = show();
    const dialog = await choose(user, csv('people.csv', ''));
    expect(within(dialog).getByRole('alert').textContent).toContain('The file is empty.');
    expect((within(dialog).getByRole('button', { name: 'Upload' }) as HTMLButtonElement).disabled).toBe(true);
  });

  test('should send the file, show its import and say how it ended', async () => {
    const state = list([]);
    server.use(http.post(`${BASE}/preview`, () => HttpResponse.json(preview())));
    let hooks: Hooks | null = null;
    line.run = given => {
      hooks = given as Hooks;
      hooks.onUploadUrlAvailable();
      hooks.onProgress(10);
    };
    const { user } = show();
    const dialog = await choose(user, csv('people.csv', 'x'.repeat(40)));
    await user.click(within(dialog).getByRole('button', { name: 'Upload' }));

    expect(await within(dialog).findByText('10 bytes of 40 bytes')).toBeTruthy();
    expect(within(dialog).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    expect(window.dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(false);
    state.items = [upload({ total: 1, new: 1, updated: 0 })];
    act(() => hooks?.onSuccess());

    expect(await within(dialog).findByText('The upload has ended')).toBeTruthy();
    expect(within(dialog).getByText('1 / 1 / 0')).toBeTruthy();
    expect(window.dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(true);
  });

  test('should show the server’s refusal of a transfer and try again', async () => {
    list([]);
    server.use(http.post(`${BASE}/preview`, () => HttpResponse.json(preview())));
    const body = JSON.stringify({ title: 'Conflict', detail: 'Another file of this campaign is being uploaded' });
    line.run = given => (given as Hooks).onError({ originalResponse: { getStatus: () => 409, getBody: () => body } });
    const { user } = show();
    const dialog = await choose(user, csv());
    await user.click(within(dialog).getByRole('button', { name: 'Upload' }));

    expect(await within(dialog).findByText('Another file of this campaign is being uploaded')).toBeTruthy();
    const before = line.starts;
    await user.click(within(dialog).getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(line.starts).toBe(before + 1));
  });

  test('should stop sending before what was sent is given up', async () => {
    list([]);
    let canceled = false;
    server.use(
      http.post(`${BASE}/preview`, () => HttpResponse.json(preview())),
      http.post(`${BASE}/${ID}/cancel`, () => {
        canceled = true;
        expect(line.aborted).toBeGreaterThan(0);
        return HttpResponse.json(upload({ status: 'failed' }));
      }),
    );
    line.run = given => (given as Hooks).onUploadUrlAvailable();
    const { user } = show();
    const dialog = await choose(user, csv());
    await user.click(within(dialog).getByRole('button', { name: 'Upload' }));
    await user.click(await within(dialog).findByRole('button', { name: 'Cancel upload' }));
    const confirm = await screen.findByRole('dialog', { name: 'Cancel the upload?' });
    await user.click(within(confirm).getByRole('button', { name: 'Cancel upload' }));

    await waitFor(() => expect(canceled).toBe(true));
    expect(window.dispatchEvent(new Event('beforeunload', { cancelable: true }))).toBe(true);
  });

  test('should not let a second file be chosen while one is being sent that the list does not have yet', async () => {
    list([]);
    server.use(http.post(`${BASE}/preview`, () => HttpResponse.json(preview())));
    line.run = given => (given as Hooks).onUploadUrlAvailable();
    const { user } = show();
    const dialog = await choose(user, csv());
    await user.click(within(dialog).getByRole('button', { name: 'Upload' }));
    await within(dialog).findByRole('progressbar');
    await user.click(within(dialog).getAllByRole('button', { name: 'Close' }).at(-1) as HTMLElement);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click((await screen.findAllByRole('button', { name: 'Upload data' }))[0] as HTMLElement);

    const again = await screen.findByRole('dialog', { name: 'Upload data' });
    expect(within(again).getByText('Please wait for the current upload')).toBeTruthy();
    expect(again.querySelector('input[type=file]')).toBeNull();
  });
});

describe('The bar in the campaign’s header', () => {
  test('should show an import on other pages and lead to it', async () => {
    list([running()]);
    show('', 'data');

    const bar = await screen.findByRole('link', { name: /Importing people.csv: 50 %/ });
    expect(bar.getAttribute('href')).toBe('/campaigns/c1/uploads');
  });

  test('should not be there when nothing is under way', async () => {
    let asked = 0;
    list([upload()]);
    server.events.on('response:mocked', () => {
      asked += 1;
    });
    show('', 'data');
    await waitFor(() => expect(asked).toBeGreaterThan(1));
    expect(screen.queryByRole('link')).toBeNull();
  });
});

describe('Rules of uploads', () => {
  test.each([
    ['people.csv', 10, null],
    ['people.xlsx', 10, 'CSV UTF-8'],
    ['people.csv', 0, 'empty'],
    ['people.csv', 4 * 1024 ** 3 + 1, 'Split it'],
  ])('should look at %s of %i bytes', (name, size, part) => {
    const reason = refusalOf({ name, size } as File);
    if (part === null) expect(reason).toBeNull();
    else expect(reason).toContain(part);
  });

  test('should never show less than nothing or more than all', () => {
    expect(percent(0, 0)).toBe(100);
    expect(percent(-1, 10)).toBe(0);
    expect(percent(11, 10)).toBe(100);
    expect(percent(5, 10)).toBe(50);
  });
});
