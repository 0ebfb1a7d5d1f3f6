import { screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { server } from '../../tests/server';
import { list, running, show, upload } from '../../tests/uploads';

describe('The bar in the campaign’s header', () => {
  test('should show an import on other pages and lead to it', async () => {
    list([running()]);
    show('', 'data');

    const bar = await screen.findByRole('link', { name: /Importing people.csv: 50 %/ });
    expect(bar.getAttribute('href')).toBe('/campaigns/c1/uploads');
  });

  test('should not be there when nothing is under way', async () => {
    let asked = 0;
    list([upload()]);
    server.events.on('response:mocked', () => {
      asked += 1;
    });
    show('', 'data');
    await waitFor(() => expect(asked).toBeGreaterThan(1));
    expect(screen.queryByRole('link')).toBeNull();
  });
});
