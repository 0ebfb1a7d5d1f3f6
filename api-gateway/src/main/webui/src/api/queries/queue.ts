import { hashKey, type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useSyncExternalStore } from 'react';

/**
 * A change that is shown before the server has it. What is shown is what the server said last with every change on top that
 * it has not answered: one that is refused goes away by itself and leaves the later ones standing, and no answer to an
 * earlier question can take back what somebody has just switched.
 */
export interface Change<Data, Answer = unknown> {
  readonly show: (data: Data) => Data;
  /** Given what the server said last, the earlier changes of the queue included. */
  readonly send: (data: Data | undefined) => Promise<Answer>;
  /** What the answer makes of the data, where that is more than what was shown. */
  readonly keep?: (data: Data, answer: Answer) => Data;
}

/** What all their names begin with: changes that are shown and not answered yet. */
export const QUEUED = 'queue';

const nameOf = (key: QueryKey) => [QUEUED, hashKey(key)] as const;

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((element, index) => element === other[index]);
}

/**
 * The select of a query whose data has a queue. It is told of a change within the event that made it, so that a switch
 * stands where it was put when the event is over, and a second click finds it there.
 */
export function useWithQueue<Data>(key: QueryKey): (data: Data) => Data {
  const cache = useQueryClient().getMutationCache();
  const last = useRef<readonly Change<Data>[]>([]);
  const subscribe = useCallback((onChange: () => void) => cache.subscribe(onChange), [cache]);
  const waiting = useSyncExternalStore(subscribe, () => {
    const now = cache
      .findAll({ mutationKey: nameOf(key), status: 'pending' })
      .map(mutation => mutation.state.variables as Change<Data>);
    if (!isSame(now, last.current)) last.current = now;
    return last.current;
  });
  return useCallback((data: Data) => waiting.reduce((shown, change) => change.show(shown), data), [waiting]);
}

/**
 * Takes changes of what this key holds and sends them one after the other, in their order. The promise is of that one
 * change, whatever was queued behind it. Without a connection a change fails at once and does not wait unseen.
 */
export function useQueue<Data>(key: QueryKey): <Answer>(change: Change<Data, Answer>) => Promise<Answer> {
  const client = useQueryClient();
  const mutationKey = nameOf(key);
  const { mutateAsync } = useMutation({
    mutationKey,
    scope: { id: mutationKey.join(' ') },
    networkMode: 'always',
    mutationFn: (change: Change<Data>) => change.send(client.getQueryData<Data>(key)),
    onSuccess: async (answer, change) => {
      // What was asked before the change must not come after it.
      await client.cancelQueries({ queryKey: key, exact: true });
      client.setQueryData<Data>(key, data => {
        if (data === undefined) return data;
        return change.keep ? change.keep(data, answer) : change.show(data);
      });
    },
    onSettled: () => {
      if (client.isMutating({ mutationKey }) === 1) {
        void client.invalidateQueries({ queryKey: key, exact: true });
      }
    },
  });
  return useCallback(
    <Answer>(change: Change<Data, Answer>) => mutateAsync(change as Change<Data>) as Promise<Answer>,
    [mutateAsync],
  );
}

/** Those that are named in this order; one that came meanwhile stays, at the end. */
export function inOrder<Item>(
  items: readonly Item[],
  ids: readonly string[],
  idOf: (item: Item) => string,
): readonly Item[] {
  const places = new Map(ids.map((id, place) => [id, place]));
  const placeOf = (item: Item) => places.get(idOf(item)) ?? places.size;
  return [...items].sort((one, other) => placeOf(one) - placeOf(other));
}
