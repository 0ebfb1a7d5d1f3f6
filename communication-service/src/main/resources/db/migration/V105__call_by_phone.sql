-- Calls by phone, from the moment before their provider is asked for one. Its provider knows no key by which a repeat would be
-- harmless, so a call whose answer never came is looked for there, by the number called, which is kept until the call is known.
create table voice_calls (
    communication_id uuid not null,
    -- The provider's id of it.
    call_sid text,
    called text,
    -- What the agent asks, and what its results are, as they were when the call was made.
    script jsonb not null,
    results jsonb not null,
    -- Who picked up, as far as the provider has said.
    answered_by text,
    -- Values by the name of their result.
    answers jsonb not null default '{}',
    tried_at timestamptz not null,
    -- When the provider is asked how it ended; null when that is known.
    look_up_at timestamptz,
    constraint voice_calls_pk primary key (communication_id),
    constraint voice_calls_communication foreign key (communication_id) references communications (id) on delete cascade
) with (fillfactor = 80);
create index voice_calls_due on voice_calls (look_up_at) where look_up_at is not null;
create index voice_calls_sid on voice_calls (call_sid) where call_sid is not null;
