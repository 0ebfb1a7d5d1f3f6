import { Modal } from '@mantine/core';
import { texts } from '../texts/en';
import s from './sign-in.module.css';
import { SignInForm } from './sign-in-form';

/** Over a page whose sign-in has run out: the page stays below it, with everything that is not saved yet. */
export default function SignInDialog() {
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={texts.signIn.expiredTitle}
      size={400}
      zIndex={400}
    >
      <p className={s.text}>{texts.signIn.expiredText}</p>
      <SignInForm over />
    </Modal>
  );
}
