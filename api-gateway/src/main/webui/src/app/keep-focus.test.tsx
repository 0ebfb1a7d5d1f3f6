import { render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, test } from 'vitest';
import { useKeptFocus } from './keep-focus';

function Page({ children }: { readonly children?: React.ReactNode }) {
  useKeptFocus();
  const [gone, setGone] = useState(false);
  return (
    <main>
      <h1 tabIndex={-1}>Heading</h1>
      {children}
      {!gone && (
        <button type="button" onClick={() => setGone(true)}>
          Go
        </button>
      )}
    </main>
  );
}

function Busy() {
  const [busy, setBusy] = useState(false);
  const work = () => {
    setBusy(true);
    setTimeout(() => setBusy(false), 100);
  };
  return (
    <button type="button" disabled={busy} onClick={work}>
      Work
    </button>
  );
}

function Fetching() {
  useKeptFocus();
  const [step, setStep] = useState<'here' | 'fetching' | 'there'>('here');
  const leave = () => {
    setStep('fetching');
    setTimeout(() => setStep('there'), 200);
  };
  return (
    <main>
      {step === 'here' && (
        <button type="button" onClick={leave}>
          Leave
        </button>
      )}
      {step === 'there' && <h1>Late heading</h1>}
    </main>
  );
}

/** A dialog that a menu's item opens, and that takes the menu's place. */
function FromMenu() {
  const [over, setOver] = useState<'menu' | 'dialog' | null>(null);
  return (
    <>
      <button type="button" onClick={() => setOver('menu')}>
        Actions
      </button>
      {over === 'menu' && (
        <div role="menu">
          <button type="button" autoFocus onClick={() => setOver('dialog')}>
            Edit
          </button>
        </div>
      )}
      {over === 'dialog' && (
        <div role="dialog" aria-modal="true">
          <button type="button" autoFocus onClick={() => setOver(null)}>
            Save
          </button>
        </div>
      )}
    </>
  );
}

const focused = () => document.activeElement?.textContent;

describe('The focus', () => {
  test('should return to the button of the menu that led to a dialog', async () => {
    const user = userEvent.setup();
    render(
      <Page>
        <FromMenu />
      </Page>,
    );
    for (const name of ['Actions', 'Edit', 'Save']) await user.click(screen.getByRole('button', { name }));
    await waitFor(() => expect(focused()).toBe('Actions'));
  });

  test('should go on at the heading when what had it is gone', async () => {
    const user = userEvent.setup();
    render(<Page />);
    screen.getByRole('button', { name: 'Go' }).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(focused()).toBe('Heading'));
  });

  test('should wait for the heading of a page that is being fetched', async () => {
    const user = userEvent.setup();
    render(<Fetching />);
    screen.getByRole('button', { name: 'Leave' }).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(focused()).toBe('Late heading'));
  });

  test('should go on where the flow is drawn, if it is', async () => {
    const user = userEvent.setup();
    render(
      <Page>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: as the canvas */}
        <div data-canvas tabIndex={0}>
          Canvas
        </div>
      </Page>,
    );
    screen.getByRole('button', { name: 'Go' }).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(focused()).toBe('Canvas'));
  });

  test('should stay in the dialog that is open', async () => {
    const user = userEvent.setup();
    render(
      <Page>
        <div role="dialog" aria-modal="true" tabIndex={-1}>
          Dialog
        </div>
      </Page>,
    );
    screen.getByRole('button', { name: 'Go' }).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(focused()).toBe('Dialog'));
  });

  test('should come back to a button that was busy', async () => {
    const user = userEvent.setup();
    render(
      <Page>
        <Busy />
      </Page>,
    );
    const button = screen.getByRole('button', { name: 'Work' }) as HTMLButtonElement;
    button.focus();
    await user.keyboard('{Enter}');
    // Browsers take the focus from what is disabled.
    button.blur();
    await waitFor(() => expect(button.disabled).toBe(false));
    await waitFor(() => expect(document.activeElement).toBe(button));
  });

  test('should be left alone where somebody clicked beside everything', async () => {
    const user = userEvent.setup();
    render(<Page />);
    const button = screen.getByRole('button', { name: 'Go' });
    button.focus();
    await user.pointer({ keys: '[MouseLeft]', target: document.body });
    button.blur();
    button.remove();
    await new Promise(resolve => setTimeout(resolve, 150));
    expect(document.activeElement).toBe(document.body);
  });
});
