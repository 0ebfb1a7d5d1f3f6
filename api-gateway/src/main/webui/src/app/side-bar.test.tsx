import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderAt } from '../../tests/render';
import { SideBar } from './side-bar';

test('The account’s menu should come with the first click, and give the focus back when it closes', async () => {
  const { user } = renderAt('/', [{ path: '/', element: <SideBar rail={false} /> }]);
  const button = await screen.findByRole('button', { name: /Mara Klein/ });
  button.focus();
  await user.keyboard('{Enter}');
  expect(await screen.findByRole('menuitem', { name: 'Sign out' })).toBeTruthy();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('menuitem', { name: 'Sign out' })).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: /Mara Klein/ })));

  await user.keyboard('{Enter}');
  expect(await screen.findByRole('menuitem', { name: 'API reference' })).toBeTruthy();
});
