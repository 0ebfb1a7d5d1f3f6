import { Menu } from '@mantine/core';
import { BookOpen, LogOut, UserRound } from 'lucide-react';
import { cloneElement, type ReactElement, type Ref, useEffect, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe, useSignOut } from '../api/queries/session';
import { texts } from '../texts/en';
import { sayFailed } from '../ui/toast';
import { leaveAfterAsking } from '../ui/unsaved-edits';

/** What the account's button opens; it comes with the first click on it, and is open then. */
export default function AccountMenu({ button }: { readonly button: ReactElement<{ ref: Ref<HTMLButtonElement> }> }) {
  const target = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState(false);
  // Opened from the button, so that the focus comes back to it.
  useEffect(() => {
    target.current?.focus();
    setOpened(true);
  }, []);
  const me = useMe().data;
  const signOut = useSignOut();
  const navigate = useNavigate();
  return (
    <Menu position="top-start" width={210} opened={opened} onChange={setOpened}>
      <Menu.Target>{cloneElement(button, { ref: target })}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me?.tenant.name}</Menu.Label>
        <Menu.Item leftSection={<UserRound size={15} />} onClick={() => void navigate('/account')}>
          {texts.account.own}
        </Menu.Item>
        <Menu.Item leftSection={<BookOpen size={15} />} component="a" href="/api/docs/">
          {texts.account.apiReference}
        </Menu.Item>
        {me?.kind === 'user' && (
          <Menu.Item
            leftSection={<LogOut size={15} />}
            onClick={() => void leaveAfterAsking(() => signOut.mutate(me.provider, { onError: sayFailed }))}
          >
            {texts.account.signOut}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
