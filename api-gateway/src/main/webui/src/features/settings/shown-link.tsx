import { users } from '../../texts/en/users';
import { ShownKey } from './shown-key';

/** The link of an invitation. Its secret is behind the #, which no browser sends to a server. */
export function ShownLink({ token, onClose }: { readonly token: string; readonly onClose: () => void }) {
  return <ShownKey secret={`${location.origin}/join#${token}`} words={users.link} onClose={onClose} />;
}
