import { screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { Gate } from '../../../tests/gate';
import { renderAt } from '../../../tests/render';
import { useSubmit } from './submit';

function Sender({ send }: { readonly send: () => Promise<void> }) {
  const { mutate, isSuccess } = useSubmit({ mutationFn: send });
  return (
    <button
      type="button"
      onClick={() => {
        // As a double click comes: the second before anything is drawn again.
        mutate();
        mutate();
      }}
    >
      {isSuccess ? 'Sent' : 'Send'}
    </button>
  );
}

describe('A submit', () => {
  test('should be sent once by a double click, and again once it is answered', async () => {
    const gate = new Gate();
    let sent = 0;
    const send = () => {
      sent += 1;
      return gate.pass();
    };
    const { user } = renderAt('/', [{ path: '/', element: <Sender send={send} /> }]);
    await user.click(await screen.findByRole('button'));
    expect(sent).toBe(1);
    gate.open();
    await user.click(await screen.findByRole('button', { name: 'Sent' }));
    expect(sent).toBe(2);
  });

  test('should be sent again after it failed', async () => {
    let sent = 0;
    const send = async () => {
      sent += 1;
      throw new Error('away');
    };
    const { user } = renderAt('/', [{ path: '/', element: <Sender send={send} /> }]);
    await user.click(await screen.findByRole('button'));
    await expect.poll(() => sent).toBe(1);
    await user.click(screen.getByRole('button'));
    await expect.poll(() => sent).toBe(2);
  });
});
