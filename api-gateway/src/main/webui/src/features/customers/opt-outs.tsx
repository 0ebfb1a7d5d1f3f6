import { Switch } from '@mantine/core';
import { type CustomerDetails, useEditCustomer } from '../../api/queries/customers';
import { usePermissions } from '../../api/queries/session';
import type { ChannelType } from '../../api/types';
import { texts } from '../../texts/en';
import { ProblemList } from '../../ui/problem-list';
import s from './customers.module.css';

const words = texts.customers.one;
const channels: readonly ChannelType[] = ['email', 'whatsapp', 'telegram', 'voice', 'web'];

/** On which channels the person does not want to be contacted. One change at a time, since each sends all of them. */
export function OptOuts({ customer }: { readonly customer: CustomerDetails }) {
  const { editParticipants } = usePermissions();
  const edit = useEditCustomer(customer.id);
  const out = edit.isPending ? (edit.variables.opt_outs ?? customer.opt_outs) : customer.opt_outs;
  const set = (channel: ChannelType, on: boolean) => {
    if (edit.isPending) return;
    edit.mutate({ opt_outs: on ? [...out, channel] : out.filter(one => one !== channel) });
  };
  return (
    <section className={s.card} aria-labelledby="opt-out">
      <div className={s.cardHead}>
        <h2 id="opt-out">{words.contact}</h2>
      </div>
      <p className={s.note}>{words.contactText}</p>
      <ProblemList error={edit.error} />
      <div className={s.switches} aria-busy={edit.isPending}>
        {channels.map(channel => (
          <Switch
            key={channel}
            label={words.optOut(texts.communications.channel[channel])}
            checked={out.includes(channel)}
            disabled={!editParticipants}
            onChange={event => set(channel, event.currentTarget.checked)}
          />
        ))}
      </div>
    </section>
  );
}
