export interface Asked {
  readonly isError: boolean;
  readonly error: Error | null;
  readonly data: unknown;
  readonly refetch: () => unknown;
}

/** The first of the questions that a page could not go without; trying again asks all that failed, in one go. */
export function firstFailed(...asked: readonly Asked[]): { readonly error: Error | null; retry(): void } | undefined {
  const failed = asked.filter(one => one.isError && one.data === undefined);
  const [first] = failed;
  if (!first) return undefined;
  return {
    error: first.error,
    retry: () => {
      for (const one of failed) void one.refetch();
    },
  };
}
