import { screen, waitFor, within } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { describe, expect, test } from 'vitest';
import { forms, show, typedIn } from './forms';
import { me, server } from './server';

const refusals = [
  [403, 'You may not do this'],
  [404, 'It was deleted'],
  [409, 'Not now'],
  [412, 'It was changed'],
  [413, 'Too much'],
  [422, 'Not like this'],
  [429, 'Too many requests.'],
  [503, 'Away for now.'],
] as const;

describe.each(forms)('The form $form', form => {
  test('should keep what was typed whatever refuses it, say why, and be sent again', async () => {
    const sent: unknown[] = [];
    let refusal: readonly [number, string] | 'no connection' | null = null;
    server.use(
      http.get('*/api/v1/tenant', () => HttpResponse.json(me.tenant)),
      http.get('*/api/v1/campaigns', () => HttpResponse.json({ items: [], next_cursor: null })),
      http[form.method](`*/api/v1/${form.path}`, async ({ request }) => {
        sent.push(await request.json());
        if (refusal === null) return HttpResponse.json(form.answer);
        if (refusal === 'no connection') return HttpResponse.error();
        const [status, detail] = refusal;
        return HttpResponse.json(
          { title: 'Refused', status, detail, code: 'refused', errors: [], findings: [] },
          { status, headers: status === 429 ? { 'Retry-After': '5' } : {} },
        );
      }),
    );
    const { user } = show(form);
    await screen.findByRole('button', { name: form.submit });
    const input = (await screen.findByLabelText(form.field, { selector: 'input, textarea' })) as HTMLInputElement;
    await user.clear(input);
    await user.type(input, typedIn(form));
    const submit = () => user.click(screen.getByRole('button', { name: form.submit }));

    for (const [status, detail] of refusals) {
      refusal = [status, detail];
      await submit();
      const said =
        status === 409 && form.taken ? form.taken : status === 429 ? `${detail} Try again in 5 seconds.` : detail;
      expect((await screen.findAllByText(said)).length, `${status} is said`).toBeGreaterThan(0);
      expect(input.value).toBe(typedIn(form));
    }
    refusal = 'no connection';
    await submit();
    expect(await screen.findByText(/could not be reached/)).toBeTruthy();
    expect(input.value).toBe(typedIn(form));

    refusal = null;
    const before = sent.length;
    await submit();
    await waitFor(() => expect(sent).toHaveLength(before + 1));
    expect(JSON.stringify(sent.at(-1))).toContain(typedIn(form));
    await waitFor(() => expect(screen.queryByText(/could not be reached/)).toBeNull());
  });
});

describe.each(
  forms.filter(
    one =>
      !['Tenant', 'Retention', 'Retention of the audit log', 'Participant', 'Customer profile', 'Add field'].includes(
        one.form,
      ),
  ),
)('The dialog $form', form => {
  test('should not be lost by a click beside it', async () => {
    server.use(http.get('*/api/v1/campaigns', () => HttpResponse.json({ items: [], next_cursor: null })));
    const { user } = show(form);
    const dialog = await screen.findByRole('dialog');
    const input = within(dialog).getByLabelText(form.field, { selector: 'input, textarea' }) as HTMLInputElement;
    await user.clear(input);
    await user.type(input, typedIn(form));
    const overlay = document.querySelector('.mantine-Modal-overlay, .mantine-Modal-inner') as HTMLElement;
    await user.click(overlay);
    expect(screen.getByRole('dialog')).toBeTruthy();
    expect(input.value).toBe(typedIn(form));
  });
});
