import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { communication, session } from '../../../tests/participant-data';
import { renderAt } from '../../../tests/render';
import { problem, server } from '../../../tests/server';
import { Component } from './session-page';

const routes = [{ path: '/sessions/:sessionId', Component }];

describe('Session page', () => {
  test('should show who said what and when, and what came of it', async () => {
    server.use(
      http.get('*/api/v1/sessions/s1', () => HttpResponse.json(session())),
      http.get('*/api/v1/communications/m1', () => HttpResponse.json(communication())),
    );
    renderAt('/sessions/s1', routes);

    const messages = await screen.findByRole('region', { name: 'Conversation' });
    // The tenant's zone may come after the messages.
    await waitFor(() =>
      expect(
        within(messages)
          .getAllByRole('listitem')
          .map(one => one.textContent),
      ).toEqual(['Agent · 2026-06-28 10:00Please pay by Tuesday', 'Contact · 2026-06-28 10:03I will']),
    );
    expect(screen.getByText('2026-06-30')).toBeTruthy();
    expect(screen.getByText('10.00')).toBeTruthy();
    expect(screen.getByText('Yes')).toBeTruthy();
    expect(screen.getByText('Closed')).toBeTruthy();
    expect(await screen.findByText('REMINDED_DUE_DATE')).toBeTruthy();
  });

  test('should say that nothing was said, and that the contact began', async () => {
    server.use(
      http.get('*/api/v1/sessions/s1', () =>
        HttpResponse.json(session({ communication_id: null, messages: [], parameters: {}, results: {} })),
      ),
    );
    renderAt('/sessions/s1', routes);

    expect(await screen.findByText('Nothing was said yet')).toBeTruthy();
    expect(screen.getByText('Begun by the contact')).toBeTruthy();
    expect(screen.getByText('The conversation has given no results.')).toBeTruthy();
  });

  test('should tell apart that there is none and that it could not be read', async () => {
    server.use(http.get('*/api/v1/sessions/s1', () => problem(404)));
    renderAt('/sessions/s1', routes);
    expect(await screen.findByText('There is no such session')).toBeTruthy();
  });

  test('should show what was said though its communication could not be had, and try that again', async () => {
    let away = true;
    server.use(
      http.get('*/api/v1/sessions/s1', () => HttpResponse.json(session())),
      http.get('*/api/v1/communications/m1', () =>
        away ? problem(503, { detail: 'Away for now' }) : HttpResponse.json(communication()),
      ),
    );
    const { user } = renderAt('/sessions/s1', routes);
    expect(await screen.findByText('Please pay by Tuesday')).toBeTruthy();
    expect(await screen.findByText('Away for now')).toBeTruthy();
    away = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('REMINDED_DUE_DATE')).toBeTruthy();
  });

  test('should say what failed', async () => {
    server.use(http.get('*/api/v1/sessions/s1', () => problem(503, { code: 'unavailable' })));
    renderAt('/sessions/s1', routes);
    expect((await screen.findByRole('alert')).textContent).toContain('unavailable');
  });
});
