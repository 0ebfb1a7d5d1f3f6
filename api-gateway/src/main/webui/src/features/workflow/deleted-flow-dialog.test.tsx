import { act, screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { renderInEditor } from '../../../tests/editor';
import { reminder } from '../../../tests/flows';
import { problem, server } from '../../../tests/server';
import { storedDrafts } from './autosave';
import DeletedFlowDialog from './deleted-flow-dialog';

function open() {
  const rendered = renderInEditor(<DeletedFlowDialog />, { flow: reminder });
  act(() => rendered.store.getState().run({ op: 'rename', nodeId: 'n3', name: 'Not saved yet' }));
  storedDrafts.write('f1', { flowId: 'f1', revision: 7, nodes: [], edges: [] });
  return rendered;
}

describe('A flow that was deleted elsewhere', () => {
  test('should become a new one with what was not saved, and be tried again if that fails', async () => {
    const made: { name: string; nodes: { id: string; name: string }[] }[] = [];
    let away = true;
    server.use(
      http.post('*/api/v1/campaigns/c1/flows', async ({ request }) => {
        if (away) return problem(503, { detail: 'Away for now' });
        made.push((await request.json()) as (typeof made)[0]);
        return HttpResponse.json({ ...reminder, id: 'f9' }, { status: 201 });
      }),
    );
    const { user, path } = open();
    await user.click(await screen.findByRole('button', { name: 'Keep it as a new flow' }));
    expect(await screen.findByText('Away for now')).toBeTruthy();
    away = false;
    await user.click(screen.getByRole('button', { name: 'Keep it as a new flow' }));
    await waitFor(() => expect(path()).toBe('/?flow=f9'));
    expect(made.map(one => one.nodes.find(node => node.id === 'n3')?.name)).toEqual(['Not saved yet']);
    expect(storedDrafts.read('f1')).toBeNull();
  });

  test('should be let go, with its draft', async () => {
    const { user, path } = open();
    await user.click(await screen.findByRole('button', { name: 'Let it go' }));
    await waitFor(() => expect(path()).toBe('/'));
    expect(storedDrafts.read('f1')).toBeNull();
  });
});
