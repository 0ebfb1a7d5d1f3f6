package campaignflows.communication.email;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.EmailSettings;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.ChannelFaultException;
import campaignflows.communication.sending.MessageSender;
import campaignflows.communication.sending.Outgoing;
import campaignflows.communication.sending.ProviderSenders;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.platform.contracts.communication.ChannelType;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Optional;

/** The sender of email channels, by SMTP. */
@Singleton
public final class EmailSenders implements ProviderSenders {
    private final EmailSender sender;
    private final ChannelCredentials credentials;
    private final MailPlaces places;
    private final int slots;

    public EmailSenders(
            EmailSender sender, ChannelCredentials credentials, MailPlaces places, CommunicationConfig config) {
        this.places = places;
        this.sender = sender;
        this.credentials = credentials;
        this.slots = config.email().connectionsPerChannel();
    }

    @Override
    public ChannelType type() {
        return ChannelType.EMAIL;
    }

    @Override
    public MessageSender open(Channel channel) {
        if (!(channel.settings() instanceof EmailSettings settings)) {
            throw new ChannelFaultException(
                    "The settings of the channel %s cannot be read: enter them again".formatted(channel.name()));
        }
        if (places.problemOfHost(settings.host()).isPresent()
                || places.problemOfPort(settings.port()).isPresent()) {
            throw new ChannelFaultException(
                    "The channel %s has a host or port that mail may not be sent to: give others, or ask the operator"
                            .formatted(channel.name()));
        }
        Mailbox from = Mailbox.parse(settings.from())
                .filter(mailbox -> !mailbox.needsSmtpUtf8())
                .orElseThrow(() -> new ChannelFaultException(
                        "The channel %s has a from that no mail can be sent by: give another address"
                                .formatted(channel.name())));
        return new Way(new SmtpServer(channel.id(), channel.revision(), settings, credentials.of(channel)), from);
    }

    private final class Way implements MessageSender {
        private final SmtpServer server;
        private final Mailbox from;

        private Way(SmtpServer server, Mailbox from) {
            this.server = server;
            this.from = from;
        }

        @Override
        public String peer() {
            return server.settings().host().toLowerCase(Locale.ROOT) + ":"
                    + server.settings().port();
        }

        @Override
        public int slots() {
            return slots;
        }

        @Override
        public SendOutcome send(Outgoing message) {
            Optional<Mailbox> to = Mailbox.ofContact(message.address());
            String body = message.content().body();
            if (to.isEmpty() || body == null) {
                return new SendOutcome.RefusedForGood(
                        to.isEmpty() ? "The contact's email address is not one" : "There is nothing to send");
            }
            return sender.send(
                    server,
                    new Mail(
                            message.communicationId(),
                            from,
                            to.get(),
                            message.content().subject(),
                            body,
                            message.at()));
        }
    }
}
