package campaignflows.communication.dispatch;

import static campaignflows.communication.support.World.idOf;
import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.platform.contracts.Envelope;
import campaignflows.platform.contracts.message.CommunicationCommand;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts who have blocked the bot: nothing more is sent to them until they write. */
@NullMarked
class TelegramBlocksIT extends TelegramDispatchFixture {
    @Test
    void shouldSkipWhoHasBlockedTheBotUntilTheyWrite() {
        Envelope<CommunicationCommand> first = plan();
        long chat = chatOf(first);
        telegram.blocked.add(chat);
        parts.passAll();
        assertThat(db.told(idOf(first))).containsExactly("failed");
        assertThat(db.reason(idOf(first))).contains("bot was blocked by the user");

        Envelope<CommunicationCommand> second = planTo(first.data().participantId());
        telegram.blocked.clear();
        parts.passAll();
        assertThat(db.told(idOf(second))).containsExactly("skipped");
        assertThat(db.reason(idOf(second))).isEqualTo(Reasons.CONTACT_BLOCKED);
        assertThat(telegram.calls()).isEqualTo(1);

        world.work.useTransaction(tx -> new BlockedContactRepository()
                .unblock(
                        tx,
                        new ChannelLookupRepository().all(tx, List.of(channel)).getFirst(),
                        List.of(Long.toString(chat))));
        world.clock.move(Duration.ofSeconds(1));
        Envelope<CommunicationCommand> third = planTo(first.data().participantId());
        parts.passAll();
        assertThat(db.told(idOf(third))).containsExactly("started", "delivered");
    }

    /** Telegram's refusal is stored after the message that overtook it, whoever it is known to be of by then. */
    @ParameterizedTest
    @ValueSource(strings = {"'{\"telegram_id\": \"%s\"}', null, 'received'", "null, '%2$s', 'replied'"})
    void shouldNotSkipWhoHasWrittenSinceItWasTried(String message) {
        Envelope<CommunicationCommand> plan = plan();
        long chat = chatOf(plan);
        telegram.blocked.add(chat);
        db.execute(("insert into inbound_messages (identifiers, customer_id, state, id, tenant_id, channel_id, channel,"
                        + " provider_id, said_at, received_at) values (" + message
                        + ", gen_random_uuid(), '%3$s', '%4$s',"
                        + " 'telegram', 'd', '%5$s', '%5$s')")
                .formatted(
                        chat,
                        plan.data().customerId(),
                        world.tenant,
                        channel,
                        world.clock.instant().plusMillis(1)));

        parts.passAll();

        assertThat(db.told(idOf(plan))).containsExactly("failed");
        assertThat(db.values("select count(*) from blocked_contacts", Integer.class))
                .containsExactly(0);
    }

    @Test
    void shouldForgetWithThePersonThatItHasBlockedTheBot() {
        Envelope<CommunicationCommand> plan = plan();
        telegram.blocked.add(chatOf(plan));
        parts.passAll();
        assertThat(db.values("select count(*) from blocked_contacts", Integer.class))
                .containsExactly(1);

        world.apply(world.erase(plan.data().participantId()));

        assertThat(db.values("select count(*) from blocked_contacts", Integer.class))
                .containsExactly(0);
    }
}
