import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Schema } from '../types';
import { sessionKeys } from './session';
import { useSubmit } from './submit';

/** What people change of their own sign-in. */
export function useAccountChanges() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: sessionKeys.me });
  const changePassword = useSubmit({
    gcTime: 0,
    mutationFn: async (body: { current_password: string; new_password: string }) => {
      await api.PUT('/api/v1/account/password', { body: body as never });
    },
  });
  const addSecondFactor = useSubmit({
    // The codes must not outlive the dialog that shows them.
    gcTime: 0,
    mutationFn: (body: { password: string; secret: string; code: string }) =>
      ok<Schema<'RecoveryCodes'>>(api.PUT('/api/v1/account/second-factor', { body: body as never })),
    onSuccess,
  });
  const renewRecoveryCodes = useSubmit({
    gcTime: 0,
    mutationFn: (password: string) =>
      ok<Schema<'RecoveryCodes'>>(
        api.POST('/api/v1/account/second-factor/recovery-codes', { body: { password } as never }),
      ),
    onSuccess,
  });
  const removeSecondFactor = useSubmit({
    mutationFn: async (password: string) => {
      await api.POST('/api/v1/account/second-factor/remove', { body: { password } as never });
    },
    onSuccess,
  });
  return { changePassword, addSecondFactor, renewRecoveryCodes, removeSecondFactor };
}

/** A secret for an authenticator app, another one each time. */
export function useSecondFactorSecret() {
  return useQuery({
    queryKey: ['second-factor-secret'],
    queryFn: () => ok<Schema<'SecondFactorSecret'>>(api.POST('/api/v1/account/second-factor/secret')),
    // Another one would take the place of the one that the app has.
    staleTime: 'static',
    gcTime: 0,
  });
}
