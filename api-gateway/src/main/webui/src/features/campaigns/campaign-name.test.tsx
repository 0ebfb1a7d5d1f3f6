import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { useState } from 'react';
import { beforeEach, describe, expect, test } from 'vitest';
import { campaign } from '../../../tests/campaigns';
import { Gate } from '../../../tests/gate';
import { renderAt } from '../../../tests/render';
import { problem, server } from '../../../tests/server';
import { useCampaign } from '../../api/queries/campaigns';
import { CampaignName } from './campaign-name';

let stored = campaign({ id: 'c1', name: 'Reminder' });
let sent: string[];
let gate: Gate;

beforeEach(() => {
  stored = campaign({ id: 'c1', name: 'Reminder' });
  sent = [];
  gate = new Gate();
  server.use(
    http.get('*/api/v1/campaigns/c1', () => HttpResponse.json(stored)),
    http.patch('*/api/v1/campaigns/c1', async ({ request }) => {
      const { name } = (await request.json()) as { name: string };
      sent.push(name);
      await gate.pass();
      if (name === 'Taken') return problem(409, { detail: 'The name is taken' });
      stored = { ...stored, name };
      return HttpResponse.json(stored);
    }),
  );
});

function Header({ editable = true }: { readonly editable?: boolean }) {
  const shown = useCampaign('c1').data;
  const [editing, setEditing] = useState(false);
  return (
    <>
      {shown && <CampaignName campaign={shown} editable={editable} editing={editing} onEditing={setEditing} />}
      <input aria-label="Elsewhere" />
    </>
  );
}

const heading = (name: string) => screen.findByRole('heading', { name });
const field = () => screen.getByRole('textbox', { name: 'Campaign name' }) as HTMLInputElement;

describe('Name of a campaign', () => {
  test('should stand as it was typed at once, and be typed over again before the server has answered', async () => {
    const { user } = renderAt('/', [{ path: '/', Component: Header }]);

    await user.click(await heading('Reminder'));
    await user.clear(field());
    await user.type(field(), ' Autumn {Enter}');
    await user.click(await heading('Autumn'));
    await user.clear(field());
    await user.type(field(), 'Winter{Enter}');

    expect(await heading('Winter')).toBeTruthy();
    await waitFor(() => expect(sent).toEqual(['Autumn']));
    gate.open();
    await waitFor(() => expect(sent).toEqual(['Autumn', 'Winter']));
    expect(await heading('Winter')).toBeTruthy();
    gate.open();
    await waitFor(() => expect(stored.name).toBe('Winter'));
  });

  test('should come back into the field with the reason when it is refused', async () => {
    const { user } = renderAt('/', [{ path: '/', Component: Header }]);

    await user.click(await heading('Reminder'));
    await user.clear(field());
    await user.type(field(), 'Taken{Enter}');
    await waitFor(() => expect(gate.held).toBe(1));
    gate.open();

    await screen.findByText('Another campaign has this name');
    expect(field().value).toBe('Taken');
    await user.keyboard('{Escape}');
    expect(await heading('Reminder')).toBeTruthy();
  });

  test('should not take the focus of somebody who has gone on, but say what failed', async () => {
    const { user } = renderAt('/', [{ path: '/', Component: Header }]);

    await user.click(await heading('Reminder'));
    await user.clear(field());
    await user.type(field(), 'Taken');
    await user.click(screen.getByRole('textbox', { name: 'Elsewhere' }));
    await waitFor(() => expect(gate.held).toBe(1));
    await user.click(screen.getByRole('textbox', { name: 'Elsewhere' }));
    gate.open();

    expect(await screen.findByText('The name is taken')).toBeTruthy();
    expect(await heading('Reminder')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Elsewhere' }));
  });

  test('should not be sent empty, nor unchanged', async () => {
    const { user } = renderAt('/', [{ path: '/', Component: Header }]);

    await user.click(await heading('Reminder'));
    await user.clear(field());
    await user.keyboard('{Enter}');
    expect(await screen.findByText('Give the campaign a name')).toBeTruthy();
    await user.type(field(), 'Reminder{Enter}');

    expect(await heading('Reminder')).toBeTruthy();
    expect(sent).toEqual([]);
  });
});
