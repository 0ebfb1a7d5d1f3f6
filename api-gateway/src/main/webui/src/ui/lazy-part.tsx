import { Button } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { Component, type ComponentType, createElement, lazy, type ReactNode } from 'react';
import { texts } from '../texts/en';
import s from './lazy-part.module.css';

/**
 * A part of the page that is fetched when it is first shown. What suspends meanwhile is for the caller to show; where it
 * cannot be fetched the page around it stays as it is, with all that is typed in it, and offers to try again.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): ComponentType<Props> {
  // What has failed once fails for good, so that each try has a part of its own.
  const next = () =>
    lazy(() =>
      load().catch((error: unknown) => {
        Part = next();
        throw new NotFetched(error);
      }),
    );
  let Part = next();
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, at the top of a file
  return function LazyPart(props: Props) {
    return <Fetched>{() => createElement(Part as ComponentType<Props>, props)}</Fetched>;
  };
}

class NotFetched extends Error {
  constructor(cause: unknown) {
    super('A part of the page could not be fetched', { cause });
  }
}

interface FetchedProps {
  readonly children: () => ReactNode;
}

class Fetched extends Component<FetchedProps, { readonly error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children();
    // What is wrong within the part itself is for the page.
    if (!(error instanceof NotFetched)) throw error;
    return (
      <div className={s.failed} role="alert">
        <CircleAlert size={15} aria-hidden />
        <p>{texts.partFailed}</p>
        <Button variant="default" size="compact-sm" onClick={() => this.setState({ error: null })}>
          {texts.retry}
        </Button>
      </div>
    );
  }
}
