import { screen } from '@testing-library/react';
import { Suspense } from 'react';
import { describe, expect, test } from 'vitest';
import { renderAt } from '../../tests/render';
import { lazyPart } from './lazy-part';

describe('A part that is fetched when it is shown', () => {
  test('should leave the page and what is typed in it if it cannot be fetched, and come when it is tried again', async () => {
    let away = true;
    const Part = lazyPart(async () => {
      if (away) throw new TypeError('Failed to fetch dynamically imported module');
      return { default: ({ name }: { readonly name: string }) => <p>Hello {name}</p> };
    });
    const { user } = renderAt('/', [
      {
        path: '/',
        element: (
          <>
            <input aria-label="Note" />
            <Suspense>
              <Part name="Ada" />
            </Suspense>
          </>
        ),
      },
    ]);
    await user.type(await screen.findByLabelText('Note'), 'as typed');
    expect((await screen.findByRole('alert')).textContent).toContain('could not be fetched');
    expect((screen.getByLabelText('Note') as HTMLInputElement).value).toBe('as typed');
    away = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Hello Ada')).toBeTruthy();
    expect((screen.getByLabelText('Note') as HTMLInputElement).value).toBe('as typed');
  });
});
