import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, test } from 'vitest';
import { useCutTitles } from './cut-titles';

function Page({ text, title }: { readonly text: string; readonly title?: string }) {
  useCutTitles();
  return (
    <p title={title} style={{ textOverflow: 'ellipsis' }}>
      {text}
    </p>
  );
}

/** Nothing is laid out here: the paragraph has room for ten letters of one pixel. */
function room(element: HTMLElement) {
  Object.defineProperty(element, 'clientWidth', { get: () => 10 });
  Object.defineProperty(element, 'scrollWidth', { get: () => element.textContent.length });
}

describe('A text without the room it needs', () => {
  test('should be said whole where it is pointed at, and no longer when it is another one', async () => {
    const page = render(<Page text="Reminds before the due date" />);
    const text = screen.getByText(/Reminds/);
    room(text);
    await userEvent.hover(text);
    expect(text.title).toBe('Reminds before the due date');

    page.rerender(<Page text="Reminds late, which is as long" />);
    await userEvent.unhover(text);
    await userEvent.hover(text);
    expect(text.title).toBe('Reminds late, which is as long');

    page.rerender(<Page text="Short" />);
    await userEvent.unhover(text);
    await userEvent.hover(text);
    expect(text.hasAttribute('title')).toBe(false);
  });

  test('should keep the title that says more', async () => {
    render(<Page text="2 of 100,000 rows" title="Both have no email" />);
    const text = screen.getByText(/rows/);
    room(text);
    await userEvent.hover(text);
    expect(text.title).toBe('Both have no email');
  });
});
