package campaignflows.communication.inbound;

import campaignflows.communication.blockedcontact.BlockedContactRepository;
import campaignflows.communication.channel.Channel;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Takes updates that Telegram was asked for, as those are taken that it brings; a repeat is known by the update's id. */
@Singleton
public final class UpdateIntake {
    private static final Logger LOG = Logger.getLogger(UpdateIntake.class);

    private final InboundRepository messages;
    private final BlockedContactRepository blocked;
    private final InboundSignal signal;

    UpdateIntake(InboundRepository messages, BlockedContactRepository blocked, InboundSignal signal) {
        this.messages = messages;
        this.blocked = blocked;
        this.signal = signal;
    }

    /**
     * Stores the messages among them in the caller's transaction, so that up to where Telegram was asked is stored with them.
     * Updates are known again by the bot and its id.
     * An update that is not of Telegram's form is passed over: it would come again for ever.
     */
    public void store(Tx tx, Channel channel, String bot, List<byte[]> updates, Instant at) {
        List<InboundMessage> said = new ArrayList<>();
        for (byte[] update : updates) {
            try {
                said.addAll(TelegramFormat.INSTANCE.read(update).messages());
            } catch (ProblemException e) {
                LOG.warnf("update passed over channel=%s cause=%s", channel.id(), e.getMessage());
            }
        }
        if (!said.isEmpty()) {
            blocked.unblock(tx, channel, WebhookService.addresses(channel, said));
            messages.insert(tx, channel, bot, said, at.truncatedTo(ChronoUnit.MICROS));
        }
    }

    /** To be called when the transaction is committed: somebody may be waiting. */
    public void stored() {
        signal.wakeUp();
    }
}
