import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { axeFindings } from '../../../tests/axe';
import { me, problem, server } from '../../../tests/server';
import { ID } from '../../../tests/transfer';
import { awaited, BASE, list, running, show, transfer, upload } from '../../../tests/uploads';

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

  test('should say how an import that was looked at has ended, in its place until that is closed', async () => {
    const server = list([running()]);
    const { user } = show();
    await screen.findByRole('region', { name: 'Current upload' });
    server.items = [upload()];
    const ended = await screen.findByRole('region', { name: 'Ended upload' });
    expect(within(ended).getByText('The upload of people.csv has ended')).toBeTruthy();
    expect(within(ended).getByText('12,000 new, 480 updated, 0 failed.')).toBeTruthy();
    expect(await axeFindings()).toEqual([]);
    await user.click(within(ended).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('region', { name: 'Ended upload' })).toBeNull();
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
