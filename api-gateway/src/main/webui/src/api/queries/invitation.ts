import { useQuery } from '@tanstack/react-query';
import { api, ok } from '../client';
import type { Schema } from '../types';
import { useSubmit } from './submit';

/** Whom a link invites. */
export function useInvitation(token: string) {
  return useQuery({
    queryKey: ['invitation', token],
    queryFn: () => ok<Schema<'Invitation'>>(api.POST('/api/v1/invitations/check', { body: { token } as never })),
    // Asked once: the sign-in that follows has used the link up.
    staleTime: 'static',
    gcTime: 0,
    retry: false,
  });
}

export function useAcceptInvitation() {
  return useSubmit({
    mutationFn: async (body: { token: string; password: string }) => {
      await api.POST('/api/v1/invitations/accept', { body: body as never });
    },
  });
}
