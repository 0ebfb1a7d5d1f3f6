package campaignflows.communication.web;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.sending.MessageSender;
import campaignflows.communication.sending.ProviderMessage;
import campaignflows.communication.sending.ProviderTraits;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SenderFactory;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Database;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jboss.logging.Logger;

/**
 * The sender of web channels. A message is handed over by being stored, once for each communication, so that a repeat is
 * harmless and nothing stays unknown after a crash. The browser's word that it has come is its receipt.
 */
@Singleton
public final class WebSenderFactory implements SenderFactory {
    static final int MAX_TEXT = 4096;

    private static final Logger LOG = Logger.getLogger(WebSenderFactory.class);

    private static final ProviderTraits TRAITS = new ProviderTraits(null, Duration.ZERO, Duration.ZERO, true);

    /** They are statements of the database that all share, and short. */
    private static final int SLOTS = 4;

    private final WebMessageRepository messages;
    private final WebConnections connections;
    private final Database database;
    private final Clock clock;

    public WebSenderFactory(
            WebMessageRepository messages,
            WebConnections connections,
            @Identifier("work") Database database,
            Clock clock) {
        this.messages = messages;
        this.connections = connections;
        this.database = database;
        this.clock = clock;
    }

    @Override
    public ChannelType type() {
        return ChannelType.WEB;
    }

    @Override
    public ProviderTraits traits() {
        return TRAITS;
    }

    @Override
    public MessageSender open(Channel channel) {
        return new WebMessageSender(channel);
    }

    private final class WebMessageSender implements MessageSender {
        private final Channel channel;

        private WebMessageSender(Channel channel) {
            this.channel = channel;
        }

        /** Nobody else's: each channel has its own. */
        @Override
        public String peer() {
            return "web " + channel.id();
        }

        @Override
        public int slots() {
            return SLOTS;
        }

        @Override
        public boolean knowsRepeats() {
            return true;
        }

        @Override
        public SendOutcome send(ProviderMessage message) {
            String text = message.content().body();
            if (text == null || text.isBlank()) {
                return new SendOutcome.RefusedForGood("There is nothing to send");
            }
            if (text.codePointCount(0, text.length()) > MAX_TEXT) {
                return new SendOutcome.RefusedForGood(
                        "The text is longer than the %d characters that the web chat shows: shorten it"
                                .formatted(MAX_TEXT));
            }
            Visitor visitor = new Visitor(channel.id(), message.address());
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            boolean there;
            try {
                there = database.inTransaction(tx -> {
                    messages.lock(tx, visitor);
                    return messages.store(
                            tx, WebMessageRepository.Part.only(message.communicationId()), visitor, text, now);
                });
            } catch (RuntimeException e) {
                LOG.warnf("message not stored communication=%s cause=%s", message.communicationId(), e.getMessage());
                return new SendOutcome.Unanswered(Reasons.OUR_ERROR, SendOutcome.Blame.PROVIDER);
            }
            if (!there) {
                return new SendOutcome.RefusedForGood("The person is not there any more");
            }
            connections.wakeUp(visitor);
            return new SendOutcome.Accepted(null, SendOutcome.Counts.AS_STARTED, null);
        }
    }
}
