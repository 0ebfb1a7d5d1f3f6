import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { axeFindings } from '../../../tests/axe';
import { me, problem, server } from '../../../tests/server';
import { list, user as listed, row, show, viewer } from '../../../tests/settings';
import { Component as Users } from './users-page';

const open = async (user: ReturnType<typeof show>['user'], name: string, item: string) => {
  await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
};

describe('Users page', () => {
  test('should list who they are, what they may do and what they are', async () => {
    server.use(
      list('users', [
        { ...listed, id: me.id, second_factor: true, last_sign_in_at: '2026-06-30T08:00:00Z' },
        {
          ...listed,
          id: 'u2',
          name: 'Ben Ott',
          status: 'invited',
          role: 'viewer',
          invitation_expires_at: '2999-01-01T00:00:00Z',
        },
        {
          ...listed,
          id: 'u3',
          name: 'Ada Roth',
          status: 'invited',
          invitation_expires_at: '2020-01-01T00:00:00Z',
        },
      ]),
    );
    show(Users);
    const own = await row('Mara Klein');
    expect(own.textContent).toContain('mara@example.com · This is you');
    expect(within(own).getByText('Operator')).toBeTruthy();
    expect(within(own).getByText('Authenticator app')).toBeTruthy();
    expect((await row('Ben Ott')).textContent).toContain('Link until');
    expect((await row('Ada Roth')).textContent).toContain('The link has ended');
    expect(await axeFindings()).toEqual([]);
  });

  test('should invite somebody and show the link once', async () => {
    let sent: unknown;
    server.use(
      list('users', []),
      http.post('*/api/v1/users', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json({ user: listed, invitation_token: 'cfi_once' }, { status: 201 });
      }),
    );
    const { user } = show(Users);
    await user.click((await screen.findAllByRole('button', { name: 'Invite user' }))[0] as HTMLElement);
    const dialog = await screen.findByRole('dialog', { name: 'Invite user' });
    await user.click(within(dialog).getByRole('button', { name: 'Make a link' }));
    expect(within(dialog).getByText('Give an email address')).toBeTruthy();
    expect(within(dialog).getByText('Give a name')).toBeTruthy();
    await user.type(within(dialog).getByRole('textbox', { name: /^Email/ }), 'mara@example.com');
    await user.type(within(dialog).getByRole('textbox', { name: /^Name/ }), 'Mara Klein');
    await user.click(within(dialog).getByRole('combobox', { name: 'Role' }));
    await user.click(await screen.findByRole('option', { name: 'Campaign manager' }));
    await user.click(within(dialog).getByRole('button', { name: 'Make a link' }));
    expect(await screen.findByText(`${location.origin}/join#cfi_once`)).toBeTruthy();
    expect(sent).toEqual({ email: 'mara@example.com', name: 'Mara Klein', role: 'campaign_manager' });
    expect(await axeFindings()).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByText(/cfi_once/)).toBeNull());
  });

  test('should change name and role, and say that the sessions end', async () => {
    let sent: unknown;
    server.use(
      list('users', [listed]),
      http.patch('*/api/v1/users/u1', async ({ request }) => {
        sent = await request.json();
        return HttpResponse.json(listed);
      }),
    );
    const { user } = show(Users);
    await open(user, 'Mara Klein', 'Edit');
    const dialog = await screen.findByRole('dialog', { name: 'Edit Mara Klein' });
    await user.click(within(dialog).getByRole('combobox', { name: 'Role' }));
    await user.click(await screen.findByRole('option', { name: 'Viewer' }));
    expect(within(dialog).getByText(/ends their sessions/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(sent).toEqual({ name: 'Mara Klein', role: 'viewer' }));
  });

  test('should say why the last administrator stays', async () => {
    const detail = 'This is the last user with the role admin: give it to somebody else first';
    server.use(
      list('users', [{ ...listed, role: 'admin' }]),
      http.delete('*/api/v1/users/u1', () => problem(409, { detail })),
      http.patch('*/api/v1/users/u1', () => problem(409, { detail })),
    );
    const { user } = show(Users);
    await open(user, 'Mara Klein', 'Remove …');
    const removing = await screen.findByRole('dialog', { name: 'Remove Mara Klein?' });
    await user.click(within(removing).getByRole('button', { name: 'Remove user' }));
    expect(await within(removing).findByText(detail)).toBeTruthy();
    await user.click(within(removing).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await open(user, 'Mara Klein', 'Deactivate …');
    const deactivating = await screen.findByRole('dialog', { name: 'Deactivate Mara Klein?' });
    await user.click(within(deactivating).getByRole('button', { name: 'Deactivate' }));
    expect(await within(deactivating).findByText(detail)).toBeTruthy();
  });

  test('should offer what fits: a new link and a reset, or only to activate again', async () => {
    const done: string[] = [];
    server.use(
      list('users', [
        { ...listed, second_factor: true },
        { ...listed, id: 'u2', name: 'Ben Ott', status: 'disabled' },
      ]),
      http.post('*/api/v1/users/u1/invite', () => {
        done.push('link');
        return HttpResponse.json({ user: listed, invitation_token: 'cfi_next' });
      }),
      http.delete('*/api/v1/users/u1/second-factor', () => {
        done.push('reset');
        return HttpResponse.json(listed);
      }),
      http.patch('*/api/v1/users/u2', async ({ request }) => {
        done.push(JSON.stringify(await request.json()));
        return HttpResponse.json(listed);
      }),
    );
    const { user } = show(Users);
    await open(user, 'Mara Klein', 'New link …');
    await user.click(await screen.findByRole('button', { name: 'Make a link' }));
    expect(await screen.findByText(`${location.origin}/join#cfi_next`)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await open(user, 'Mara Klein', 'Reset second factor …');
    await user.click(await screen.findByRole('button', { name: 'Reset' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Actions for Ben Ott' }));
    expect(await screen.findByRole('menuitem', { name: 'Activate' })).toBeTruthy();
    expect(screen.queryByRole('menuitem', { name: 'New link …' })).toBeNull();
    await user.click(screen.getByRole('menuitem', { name: 'Activate' }));
    await waitFor(() => expect(done).toEqual(['link', 'reset', '{"disabled":false}']));
  });

  test('should be for administrators', async () => {
    server.use(viewer);
    show(Users);
    expect(await screen.findByText('For administrators')).toBeTruthy();
  });
});
