import { Button, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { asProblem } from '../../api/problem';
import { type ChannelDraft, useChannelChanges, webhookAddress } from '../../api/queries/agents';
import type { Channel, ChannelType } from '../../api/types';
import { texts } from '../../texts/en';
import { settings } from '../../texts/en/settings';
import { Copyable } from '../../ui/copyable';
import { goToFirstFault } from '../../ui/first-fault';
import { FormDialog, FormFoot } from '../../ui/form-dialog';
import { ProblemList } from '../../ui/problem-list';
import { say } from '../../ui/toast';
import { useEdited } from '../../ui/unsaved-edits';
import {
  credentialsOf,
  keptSecrets,
  phoneNumberIdOf,
  type SecretInput,
  secretFaults,
  sendsByToken,
  settingsOf,
  type Updates,
  updatesOf,
  type VoiceInput,
  voiceOf,
} from './channel-rules';
import { type MailInput, mailFaults, mailOf } from './mail-rules';
import { MailServer } from './mail-server';
import { ProviderAccount } from './provider-account';
import { SecretField } from './secret-field';
import s from './settings.module.css';
import { VoiceKey } from './voice-key';
import { VoiceNumber } from './voice-number';
import { WebChat } from './web-chat';
import { type WebInput, webOf } from './web-rules';

const words = settings.channels.form;
const types = Object.entries(settings.channels.types).map(([value, label]) => ({ value, label }));
const updateDeliveries = Object.entries(words.updateDeliveries).map(([value, label]) => ({ value, label }));
const shownFields = [
  'name',
  'type',
  'settings.host',
  'settings.port',
  'settings.from',
  'settings.security',
  'settings.reply_to',
  'settings.bounces_to',
  'settings.sign_in',
  'settings.oauth.token_url',
  'settings.oauth.client_id',
  'settings.oauth.scope',
  'credentials.client_secret',
  'credentials.refresh_token',
  'settings.mailbox.host',
  'settings.mailbox.port',
  'settings.mailbox.security',
  'settings.mailbox.folder',
  'credentials.mailbox_username',
  'credentials.mailbox_password',
  'credentials.username',
  'credentials.password',
  'credentials.webhook_secret',
  'credentials.verify_token',
  'credentials.bot_token',
  'credentials.access_token',
  'settings.phone_number_id',
  'settings.updates',
  'credentials.auth_token',
  'credentials.api_key_sid',
  'credentials.api_key_secret',
  ...['account_sid', 'from', 'public_address', 'language', 'machine', 'ring_seconds', 'greeting'].map(
    field => `settings.${field}`,
  ),
  'credentials.identity_secret',
  ...['allowed_origins', 'title', 'color'].map(field => `settings.${field}`),
  ...Array.from({ length: 50 }, (_, index) => `settings.allowed_origins[${index}]`),
  'rate_per_second',
];

export interface ChannelFormProps {
  /** Null for a new one. */
  readonly channel: Channel | null;
  readonly onClose: () => void;
}

export default function ChannelForm({ channel, onClose }: ChannelFormProps) {
  const { create, change } = useChannelChanges();
  const [name, setName] = useState(channel?.name ?? '');
  const [type, setType] = useState<ChannelType>(channel?.type ?? 'email');
  const [mail, setMail] = useState<MailInput>(mailOf(channel));
  const [secrets, setSecrets] = useState<SecretInput>(keptSecrets);
  const [phoneNumberId, setPhoneNumberId] = useState(phoneNumberIdOf(channel));
  const [voice, setVoice] = useState<VoiceInput>(voiceOf(channel));
  const [web, setWeb] = useState<WebInput>(webOf(channel));
  const [updates, setUpdates] = useState<Updates>(updatesOf(channel));
  const [rate, setRate] = useState<number | string>(channel?.rate_per_second ?? '');
  const [tried, setTried] = useState(false);

  const dirty = useEdited([name, type, mail, secrets, phoneNumberId, voice, web, updates, rate]);
  const error = create.error ?? change.error;
  const problem = error ? asProblem(error) : null;
  const said = (field: string) => problem?.messageFor(field);
  const nameFault = name.trim() ? null : settings.nameRequired;
  const rateFault =
    rate === '' || (typeof rate === 'number' && Number.isInteger(rate) && rate >= 1 && rate <= 10_000)
      ? null
      : words.rateInvalid;
  const ofMail = type === 'email' ? mailFaults(mail) : {};
  const ofSecrets = secretFaults(type, secrets, channel?.has_credentials ?? false);
  const polls = type === 'telegram' && updates === 'polling';
  const wrong = nameFault || rateFault || Object.keys(ofMail).length > 0 || Object.keys(ofSecrets).length > 0;

  const submit = () => {
    setTried(true);
    if (wrong || create.isPending || change.isPending) return;
    const credentials = credentialsOf(type, mail, secrets);
    const draft: ChannelDraft = {
      name: name.trim(),
      settings: settingsOf(type, mail, phoneNumberId, voice, updates, web),
      rate_per_second: rate === '' ? null : Number(rate),
      ...(credentials ? { credentials } : {}),
    };
    const onSuccess = () => {
      say(channel ? settings.saved(draft.name) : settings.created(draft.name));
      onClose();
    };
    if (channel) change.mutate({ id: channel.id, draft }, { onSuccess });
    else create.mutate({ ...draft, type }, { onSuccess });
  };
  return (
    <FormDialog
      dirty={dirty}
      onClose={onClose}
      size={600}
      title={channel ? words.editTitle(channel.name) : words.createTitle}
    >
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (wrong) goToFirstFault(event.currentTarget);
          submit();
        }}
      >
        <Stack gap={14}>
          <ProblemList error={error} shownElsewhere={shownFields} />
          <div className={s.row}>
            <TextInput
              label={words.name}
              withAsterisk
              data-autofocus
              autoComplete="off"
              value={name}
              error={(tried && nameFault) || said('name')}
              onChange={event => setName(event.currentTarget.value)}
            />
            <Select
              label={words.type}
              title={channel ? words.typeLocked : undefined}
              allowDeselect={false}
              disabled={channel !== null}
              data={types}
              value={type}
              error={said('type')}
              onChange={value => setType(value as ChannelType)}
            />
          </div>
          {type === 'email' && (
            <MailServer channel={channel} value={mail} faults={tried ? ofMail : {}} said={said} onChange={setMail} />
          )}
          {type === 'voice' && <VoiceNumber value={voice} said={said} onChange={setVoice} />}
          {sendsByToken(type) && (
            <ProviderAccount
              type={type}
              stored={channel?.has_credentials ? 'maybe' : false}
              token={secrets.token}
              phoneNumberId={phoneNumberId}
              fault={tried ? ofSecrets.token : undefined}
              said={said}
              onToken={token => setSecrets({ ...secrets, token })}
              onPhoneNumberId={setPhoneNumberId}
            >
              {type === 'voice' && (
                <VoiceKey
                  stored={channel?.has_credentials ? 'maybe' : false}
                  secrets={secrets}
                  faults={tried ? ofSecrets : {}}
                  said={said}
                  onChange={setSecrets}
                />
              )}
            </ProviderAccount>
          )}
          {type === 'web' && (
            <WebChat
              channel={channel}
              value={web}
              identity={secrets.identity}
              identityFault={tried ? ofSecrets.identity : undefined}
              said={said}
              onChange={setWeb}
              onIdentity={identity => setSecrets({ ...secrets, identity })}
            />
          )}
          <NumberInput
            label={words.rate}
            description={type === 'telegram' ? words.telegramRateHint : words.rateHint}
            min={1}
            clampBehavior="none"
            allowDecimal={false}
            value={rate}
            error={(tried && rateFault) || said('rate_per_second')}
            onChange={setRate}
          />
          {type === 'telegram' && (
            <Select
              label={words.updates}
              description={words.updatesHint[updates]}
              allowDeselect={false}
              data={updateDeliveries}
              value={updates}
              error={said('settings.updates')}
              onChange={value => setUpdates(value as Updates)}
            />
          )}
          {!polls && (
            <fieldset className={s.section}>
              <legend>{words.webhook}</legend>
              <p className={s.hint}>{words.webhookHint}</p>
              {channel ? (
                <div className={s.address}>
                  <Copyable value={webhookAddress(channel.id)} label={words.address} />
                </div>
              ) : (
                <p className={s.hint}>{words.addressLater}</p>
              )}
              <SecretField
                label={type === 'whatsapp' ? words.appSecret : words.secret}
                stored={channel?.has_webhook_secret ?? false}
                generated={type !== 'whatsapp'}
                change={secrets.webhook}
                error={(tried && ofSecrets.webhook) || said('credentials.webhook_secret')}
                onChange={webhook => setSecrets({ ...secrets, webhook })}
              />
              {type === 'whatsapp' && (
                <SecretField
                  label={words.verifyToken}
                  hint={words.verifyTokenHint}
                  stored={channel?.has_credentials ? 'maybe' : false}
                  generated
                  change={secrets.verify}
                  error={(tried && ofSecrets.verify) || said('credentials.verify_token')}
                  onChange={verify => setSecrets({ ...secrets, verify })}
                />
              )}
            </fieldset>
          )}
          <FormFoot>
            <Button variant="default" onClick={onClose}>
              {texts.cancel}
            </Button>
            <Button type="submit" loading={create.isPending || change.isPending}>
              {channel ? texts.save : words.create}
            </Button>
          </FormFoot>
        </Stack>
      </form>
    </FormDialog>
  );
}
