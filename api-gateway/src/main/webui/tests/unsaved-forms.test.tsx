import { screen, waitFor } from '@testing-library/react';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Form, forms, show, typedIn } from './forms';
import { me, server } from './server';

const guarded = { guarded: true };

beforeEach(() =>
  server.use(
    http.get('*/api/v1/tenant', () => HttpResponse.json(me.tenant)),
    http.get('*/api/v1/campaigns', () => HttpResponse.json({ items: [], next_cursor: null })),
  ),
);

async function typeIn(form: Form) {
  const shown = show(form, guarded);
  await screen.findByRole('button', { name: form.submit });
  const input = (await screen.findByLabelText(form.field, { selector: 'input, textarea' })) as HTMLInputElement;
  await shown.user.clear(input);
  await shown.user.type(input, typedIn(form));
  return { ...shown, input };
}

function closesTab(): boolean {
  const event = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(event);
  return !event.defaultPrevented;
}

describe.each(forms)('What is typed in the form $form', form => {
  test('should be asked about before another page takes its place, and be kept', async () => {
    const { user, input, go, path } = await typeIn(form);

    void go('/elsewhere');
    await user.click(await screen.findByRole('button', { name: 'Keep editing' }));
    expect(path()).toBe('/');
    expect(input.isConnected).toBe(true);
    expect(input.value).toBe(typedIn(form));

    void go(-1);
    await user.click(await screen.findByRole('button', { name: 'Discard changes' }));
    expect(await screen.findByText('elsewhere')).toBeTruthy();
  });

  test('should keep the tab from being closed, and nothing should where nothing was typed', async () => {
    const untouched = show(form, guarded);
    await screen.findByRole('button', { name: form.submit });
    expect(closesTab()).toBe(true);
    await untouched.go('/elsewhere');
    expect(await screen.findByText('elsewhere')).toBeTruthy();
    untouched.unmount();

    await typeIn(form);
    expect(closesTab()).toBe(false);
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
  test.each(['Escape', 'cross'])('should ask before %s closes it over what was typed', async way => {
    const { user, input } = await typeIn(form);

    if (way === 'Escape') await user.keyboard('{Escape}');
    else await user.click(screen.getByRole('button', { name: 'Close' }));
    await user.click(await screen.findByRole('button', { name: 'Keep editing' }));

    await waitFor(() => expect(screen.queryByRole('button', { name: 'Keep editing' })).toBeNull());
    expect(input.value).toBe(typedIn(form));
  });
});

test('should ask before a new key that nobody has seen yet is left', async () => {
  const form = forms.find(one => one.form === 'New API key') as Form;
  server.use(http.post('*/api/v1/api-keys', () => HttpResponse.json(form.answer)));
  const { user, go, path } = await typeIn(form);
  await user.click(screen.getByRole('button', { name: form.submit }));
  await screen.findByLabelText('API key');

  void go(-1);
  await user.click(await screen.findByRole('button', { name: 'Stay' }));

  expect(path()).toBe('/');
  expect(screen.getByLabelText('API key').textContent).toBe('secret');
});

test('should lead to the campaign that was made without asking about its name', async () => {
  const form = forms.find(one => one.form === 'Create campaign') as Form;
  server.use(http.post('*/api/v1/campaigns', () => HttpResponse.json(form.answer)));
  const { user, path } = await typeIn(form);

  await user.click(screen.getByRole('button', { name: form.submit }));

  expect(await screen.findByText('elsewhere')).toBeTruthy();
  expect(path()).toBe('/campaigns/c1/data');
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('should have nothing to ask once the tenant is saved', async () => {
  let tenant = me.tenant;
  server.use(
    http.get('*/api/v1/tenant', () => HttpResponse.json(tenant)),
    http.patch('*/api/v1/tenant', () => {
      tenant = { ...tenant, name: 'As typed' };
      return HttpResponse.json(tenant);
    }),
  );
  const { user } = await typeIn(forms.find(one => one.form === 'Tenant') as Form);
  expect(closesTab()).toBe(false);

  await user.click(screen.getByRole('button', { name: 'Save' }));

  await waitFor(() => expect(closesTab()).toBe(true));
});
