import { act, screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { problem, server } from '../../../tests/server';
import { type Hooks, ID, line } from '../../../tests/transfer';
import { BASE, choose, csv, list, preview, show, upload } from '../../../tests/uploads';
import { forget } from '../../api/transfers';

vi.mock('tus-js-client', () => import('../../../tests/transfer'));

afterEach(() => {
  forget('c1');
  line.aborted = 0;
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
    expect(within(dialog).queryByText(/the upload goes on/)).toBeNull();
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

    expect(await within(dialog).findByText(/^Another file of this campaign is being sent/)).toBeTruthy();
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
