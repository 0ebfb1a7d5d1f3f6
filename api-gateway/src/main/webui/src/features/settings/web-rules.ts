import type { Channel } from '../../api/types';
import { text } from './mail-rules';

/** Which pages may embed the chat, and what it shows; what is empty is not set. */
export interface WebInput {
  /** One a line, as people enter them. */
  readonly origins: string;
  readonly title: string;
  readonly greeting: string;
  readonly color: string;
}

export function webOf(channel: Channel | null): WebInput {
  const settings = channel?.settings ?? {};
  const origins = Array.isArray(settings.allowed_origins) ? settings.allowed_origins : [];
  return {
    origins: origins.join('\n'),
    title: text(settings.title),
    greeting: text(settings.greeting),
    color: text(settings.color),
  };
}

export function webSettings(web: WebInput): Readonly<Record<string, unknown>> {
  const given = (value: string) => value.trim() || null;
  return {
    allowed_origins: web.origins.split(/[\s,]+/).filter(origin => origin !== ''),
    title: given(web.title),
    greeting: given(web.greeting),
    color: given(web.color),
  };
}

/** What the API said of the origins, which it numbers from 0. */
export function originsFault(said: (field: string) => string | null | undefined, web: WebInput): string | undefined {
  const whole = said('settings.allowed_origins');
  if (whole) return whole;
  const origins = web.origins.split(/[\s,]+/).filter(origin => origin !== '');
  for (const [index, origin] of origins.entries()) {
    const one = said(`settings.allowed_origins[${index}]`);
    if (one) return `${origin}: ${one}`;
  }
  return undefined;
}

/** What the website's owner puts into each page. */
export function scriptTag(channelId: string): string {
  return `<script src="${window.location.origin}/widget.js" data-channel="${channelId}" async></script>`;
}
