import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, test } from 'vitest';
import { renderAt } from '../../tests/render';
import { useQueue } from '../api/queries/queue';
import { useUnsavedEdit } from '../ui/unsaved-edits';

const question = { title: 'Leave?', text: 'It could not be saved', leave: 'Leave', stay: 'Stay' };

/** Takes its text when it is left, and saves it when the page is. */
function Named({ save }: { readonly save: (text: string) => Promise<boolean> }) {
  const [kept, setKept] = useState('');
  const [saved, setSaved] = useState('');
  useUnsavedEdit(kept !== saved, {
    save: async () => {
      const done = await save(kept);
      if (done) setSaved(kept);
      return done;
    },
    question,
  });
  return <input aria-label="Name" onBlur={event => setKept(event.currentTarget.value)} />;
}

function Form({ saved = false }: { readonly saved?: boolean }) {
  const [text, setText] = useState('');
  const [done, setDone] = useState(saved);
  useUnsavedEdit(text !== '' && !done);
  return (
    <>
      <input aria-label="Name" onChange={event => setText(event.currentTarget.value)} />
      <button type="button" onClick={() => setTimeout(() => setDone(true), 50)}>
        Save
      </button>
    </>
  );
}

function Switched({ answered }: { readonly answered: Promise<void> }) {
  const change = useQueue<string>(['switch']);
  return (
    <button type="button" onClick={() => void change({ show: data => data, send: () => answered })}>
      Switch
    </button>
  );
}

const show = (element: React.ReactNode) =>
  renderAt(
    '/',
    [
      { path: '/', element },
      { path: '*', element: <p>elsewhere</p> },
    ],
    { guarded: true },
  );

function closesTab(): boolean {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return !event.defaultPrevented;
}

describe('Unsaved edits', () => {
  test('should be saved on the way out by themselves, what is only typed yet included', async () => {
    const saves: string[] = [];
    const { user, go } = show(
      <Named
        save={async text => {
          saves.push(text);
          return true;
        }}
      />,
    );
    await user.type(await screen.findByLabelText('Name'), 'Reminder');

    // As Alt+Left does: nothing has taken the focus from the field.
    void go(-1);

    expect(await screen.findByText('elsewhere')).toBeTruthy();
    expect(saves).toEqual(['Reminder']);
  });

  test('should be asked about when they cannot be saved, and keep the focus where it was', async () => {
    const { user, go, path } = show(<Named save={async () => false} />);
    const field = await screen.findByLabelText('Name');
    await user.type(field, 'Reminder');

    void go('/elsewhere');
    expect(await screen.findByText('It could not be saved')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Stay' }));
    await waitFor(() => expect(document.activeElement).toBe(field));
    expect(path()).toBe('/');

    void go('/elsewhere');
    await user.click(await screen.findByRole('button', { name: 'Leave' }));
    expect(await screen.findByText('elsewhere')).toBeTruthy();
  });

  test('should be left without an answer when they are saved while it is asked', async () => {
    const { user, go } = show(<Form />);
    await user.type(await screen.findByLabelText('Name'), 'x');
    await user.click(screen.getByRole('button', { name: 'Save' }));

    void go('/elsewhere');

    expect(await screen.findByText('elsewhere')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('should keep the tab while a switch shows what the server has not answered', async () => {
    let answer = () => {};
    const answered = new Promise<void>(resolve => {
      answer = resolve;
    });
    const { user } = show(<Switched answered={answered} />);
    expect(closesTab()).toBe(true);

    await user.click(await screen.findByRole('button', { name: 'Switch' }));
    await waitFor(() => expect(closesTab()).toBe(false));

    answer();
    await waitFor(() => expect(closesTab()).toBe(true));
  });
});
