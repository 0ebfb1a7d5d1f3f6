import { type UseMutationOptions, type UseMutationResult, useMutation } from '@tanstack/react-query';
import { useCallback, useRef } from 'react';

/**
 * A mutation that is sent once however often it is clicked: until it has been answered, another mutate does nothing. A
 * button that shows that it is busy comes a moment too late for the second click of a double click.
 */
export function useSubmit<Data, Variables = void>(
  options: UseMutationOptions<Data, Error, Variables>,
): UseMutationResult<Data, Error, Variables> {
  const underWay = useRef(false);
  const mutation = useMutation<Data, Error, Variables>({
    ...options,
    onSettled: (...settled) => {
      underWay.current = false;
      return options.onSettled?.(...settled);
    },
  });
  const send = mutation.mutate;
  const mutate = useCallback<typeof send>(
    (...sent) => {
      if (underWay.current) return;
      underWay.current = true;
      send(...sent);
    },
    [send],
  );
  return { ...mutation, mutate };
}
