import { Switch } from '@mantine/core';
import { type CustomerDetails, useOptOut } from '../../api/queries/customers';
import { usePermissions } from '../../api/queries/session';
import type { ChannelType } from '../../api/types';
import { communications as communicationsTexts } from '../../texts/en/communications';
import { customers as customersTexts } from '../../texts/en/customers';
import { sayFailed } from '../../ui/toast';
import s from './customers.module.css';

const words = customersTexts.one;
const channels: readonly ChannelType[] = ['email', 'whatsapp', 'telegram', 'voice', 'web'];

/** On which channels the person does not want to be contacted. */
export function OptOuts({ customer }: { readonly customer: CustomerDetails }) {
  const { editParticipants } = usePermissions();
  const set = useOptOut(customer);
  return (
    <section className={s.card} aria-labelledby="opt-out">
      <div className={s.cardHead}>
        <h2 id="opt-out">{words.contact}</h2>
      </div>
      <p className={s.note}>{words.contactText}</p>
      <div className={s.switches}>
        {channels.map(channel => (
          <Switch
            key={channel}
            label={words.optOut(communicationsTexts.channel[channel])}
            checked={customer.opt_outs.includes(channel)}
            disabled={!editParticipants}
            onChange={event => set(channel, event.currentTarget.checked).catch(sayFailed)}
          />
        ))}
      </div>
    </section>
  );
}
