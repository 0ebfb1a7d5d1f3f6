import type { NodeType } from '../../../flow-model/types';

/** What each node does, as its panel says it. */
export const how: Readonly<Record<NodeType, string>> = {
  participant_created:
    'Starts when a person is added to this campaign for the first time, by file or API, and again if they are added after a removal.',
  participant_updated:
    'Starts when an upload or the API names an existing participant, and when Update Field or an edit really changes a value.',
  communication_ended: 'Starts when a communication becomes Completed, NoResponse, Failed, Canceled or Skipped.',
  communication_updated: 'Starts when a communication is started, delivered, read or replied to.',
  incoming_session: 'Starts when a participant writes or calls in on any channel.',
  from_another_flow: 'Starts when a To Another Flow action of another flow of this campaign hands a participant over.',
  field_check:
    'Compares one property with a value. Participants for whom it is true leave by Match; all others, and those without a value, leave by Else.',
  email_communication: 'Plans one email through the chosen agent and goes on without waiting for its end.',
  telegram_communication:
    'Plans one Telegram conversation through the chosen agent and goes on without waiting for its end.',
  whatsapp_communication:
    'Plans one WhatsApp conversation through the chosen agent and goes on without waiting for its end.',
  voice_communication: 'Plans one call through the chosen agent and goes on without waiting for its end.',
  web_communication: 'Plans one message in the chat of a website and goes on without waiting for its end.',
  cancel_communications: 'Cancels every communication of the participant that is still planned.',
  update_field: 'Writes values to the customer profile or the participant. A value that does not fit is skipped.',
  to_another_flow: 'Ends here; the chosen flow goes on at its From Another Flow trigger.',
  python_action:
    'Runs a small script that may return field updates. It sees no files and no network; a failure ends the walk here.',
};
