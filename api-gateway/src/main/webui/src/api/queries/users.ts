import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Page, Role, Schema } from '../types';
import { useSubmit } from './submit';

export interface User extends Omit<Schema<'User'>, 'role' | 'status'> {
  readonly role: Role;
  readonly status: Schema<'UserStatus'>;
}

/** Only this answer holds the secret of the link. */
export interface InvitedUser {
  readonly user: User;
  readonly invitation_token: string;
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

export const userKeys = { all: ['users'] as const };

export function useUsers() {
  return useQuery({
    queryKey: userKeys.all,
    queryFn: async () => (await ok<Page<User>>(api.GET('/api/v1/users', { params: { query: { limit: 500 } } }))).items,
  });
}

export function useUserChanges() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: userKeys.all });
  const at = (id: string) => ({ params: { path: { user_id: id } } });
  const invite = useSubmit({
    // The link must not outlive the dialog that shows it.
    gcTime: 0,
    mutationFn: (user: NewUser) => ok<InvitedUser>(api.POST('/api/v1/users', { body: user as never })),
    onSuccess,
  });
  const inviteAgain = useSubmit({
    gcTime: 0,
    mutationFn: (id: string) => ok<InvitedUser>(api.POST('/api/v1/users/{user_id}/invite', at(id))),
    onSuccess,
  });
  const change = useSubmit({
    mutationFn: ({ id, ...change }: { id: string; name?: string; role?: Role; disabled?: boolean }) =>
      ok<User>(api.PATCH('/api/v1/users/{user_id}', { ...at(id), body: change as never })),
    onSuccess,
  });
  const deactivate = useSubmit({
    mutationFn: (id: string) =>
      ok<User>(api.PATCH('/api/v1/users/{user_id}', { ...at(id), body: { disabled: true } as never })),
    onSuccess,
  });
  const resetSecondFactor = useSubmit({
    mutationFn: (id: string) => ok<User>(api.DELETE('/api/v1/users/{user_id}/second-factor', at(id))),
    onSuccess,
  });
  const remove = useSubmit({
    mutationFn: async (id: string) => {
      await api.DELETE('/api/v1/users/{user_id}', at(id));
    },
    onSuccess,
  });
  return { invite, inviteAgain, change, deactivate, resetSecondFactor, remove };
}
