import { Drawer } from '@mantine/core';
import { texts } from '../texts/en';
import { SideBar } from './side-bar';

/** The side bar where there is no room for one. */
export default function MobileMenu({ onClose }: { readonly onClose: () => void }) {
  return (
    <Drawer opened onClose={onClose} size={248} title={texts.product} padding="xs">
      <SideBar rail={false} />
    </Drawer>
  );
}
