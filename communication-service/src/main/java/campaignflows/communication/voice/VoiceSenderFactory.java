package campaignflows.communication.voice;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.MachineDetection;
import campaignflows.communication.channel.VoiceSettings;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.http.ProviderHttp;
import campaignflows.communication.lifecycle.Reasons;
import campaignflows.communication.sending.ChannelCredentials;
import campaignflows.communication.sending.MessageSender;
import campaignflows.communication.sending.ProviderMessage;
import campaignflows.communication.sending.ProviderTraits;
import campaignflows.communication.sending.SendOutcome;
import campaignflows.communication.sending.SenderFactory;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Database;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The sender of voice channels: calls by Twilio's Calls API. A call is stored before Twilio is asked for it, so that Twilio's
 * questions about it can be answered whatever becomes of the answer to ours.
 */
@Singleton
public final class VoiceSenderFactory implements SenderFactory {
    /** What Twilio speaks at a time. */
    static final int MAX_TEXT = 4096;

    /** What Twilio takes along with a call; more of it is fetched. */
    static final int MAX_TWIML = 4000;

    /** At this rate Twilio makes the calls of an account, unless it was asked for more; others wait there. */
    private static final int PER_SECOND = 1;

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Logger LOG = Logger.getLogger(VoiceSenderFactory.class);
    private static final Pattern NUMBER = Pattern.compile("\\+?([1-9][0-9]{4,14})");

    private final ProviderHttp http;
    private final ChannelCredentials credentials;
    private final CallRepository calls;
    private final Database database;
    private final Clock clock;
    private final URI api;
    private final int slots;
    private final Duration lookUpAfter;
    private final Duration patience;
    private final ProviderTraits traits;

    public VoiceSenderFactory(
            ProviderHttp http,
            ChannelCredentials credentials,
            CallRepository calls,
            @Identifier("work") Database database,
            Clock clock,
            CommunicationConfig config) {
        this.http = http;
        this.credentials = credentials;
        this.calls = calls;
        this.database = database;
        this.clock = clock;
        this.api = ProviderHttp.base(config.voice().api());
        this.slots = config.http().connectionsPerChannel();
        this.patience = config.http().answerTimeout().plus(SOON);
        this.lookUpAfter = config.voice().lookUpAfter();
        this.traits =
                new ProviderTraits(PER_SECOND, Duration.ZERO, config.voice().receiptWait());
    }

    @Override
    public ChannelType type() {
        return ChannelType.VOICE;
    }

    @Override
    public ProviderTraits traits() {
        return traits;
    }

    @Override
    public MessageSender open(Channel channel) {
        Credentials stored = credentials.of(channel);
        TwilioAccount account = TwilioAccount.of(channel, stored, api);
        return new VoiceMessageSender(channel, account);
    }

    private final class VoiceMessageSender implements MessageSender {
        private final UUID channelId;
        private final TwilioAccount account;
        private final Callbacks callbacks;

        private VoiceMessageSender(Channel channel, TwilioAccount account) {
            this.channelId = channel.id();
            this.account = account;
            this.callbacks = new Callbacks(account.publicAddress(), channel.id());
        }

        @Override
        public String peer() {
            return ProviderHttp.peer(api);
        }

        @Override
        public int slots() {
            return slots;
        }

        @Override
        public SendOutcome send(ProviderMessage message) {
            var number = NUMBER.matcher(message.address());
            String text = message.content().body();
            if (!number.matches()) {
                return new SendOutcome.RefusedForGood(
                        "The contact's phone number cannot be called: it needs its country code");
            }
            if (text == null || text.isBlank()) {
                return new SendOutcome.RefusedForGood("There is nothing to say");
            }
            if (text.codePointCount(0, text.length()) > MAX_TEXT) {
                return new SendOutcome.RefusedForGood(
                        "The text is longer than the %d characters that Twilio speaks: shorten it".formatted(MAX_TEXT));
            }
            UUID id = message.communicationId();
            String to = "+" + number.group(1);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Optional<Call> begun;
            try {
                begun = database.inTransaction(tx -> calls.begin(tx, id, to, now, now.plus(patience)));
            } catch (RuntimeException e) {
                LOG.warnf("call not begun communication=%s cause=%s", id, e.getMessage());
                return new SendOutcome.RefusedForNow(Reasons.OUR_ERROR, SendOutcome.Blame.PROVIDER);
            }
            if (begun.isEmpty()) {
                return new SendOutcome.RefusedForGood("The person is not there any more");
            }
            SendOutcome outcome = TwilioResponses.outcome(
                    http.postForm(channelId, account.calls(), account.headers(), form(begun.get(), to, text)),
                    traits.receiptWait());
            note(id, outcome);
            return outcome;
        }

        private String form(Call call, String to, String text) {
            UUID id = call.communicationId();
            VoiceSettings settings = account.settings();
            TwilioForm form = new TwilioForm(List.of()).and("To", to).and("From", account.from());
            String twiml = new CallDialogue(id, settings, call.script(), call.results(), callbacks).opening(text);
            // What is said depends on who picks up, or is too long to go along: then Twilio asks for it.
            boolean asked =
                    settings.machine() != MachineDetection.OFF || twiml.codePointCount(0, twiml.length()) > MAX_TWIML;
            form = asked ? form.and("Url", callbacks.answer(id)).and("Method", "POST") : form.and("Twiml", twiml);
            form = form.and("StatusCallback", callbacks.status(id)).and("StatusCallbackMethod", "POST");
            for (String event : List.of("initiated", "ringing", "answered", "completed")) {
                form = form.and("StatusCallbackEvent", event);
            }
            form = form.and("Timeout", Integer.toString(settings.ringSeconds()));
            TwilioForm whole = switch (settings.machine()) {
                case OFF -> form;
                case HANG_UP -> form.and("MachineDetection", "Enable");
                case LEAVE_MESSAGE -> form.and("MachineDetection", "DetectMessageEnd");
            };
            return whole.encoded();
        }
    }

    /** What the answer says of the call. Should that not be stored, Twilio's callbacks say it again, or Twilio is asked. */
    private void note(UUID id, SendOutcome outcome) {
        try {
            switch (outcome) {
                case SendOutcome.Accepted accepted -> {
                    String sid = accepted.providerId();
                    if (sid != null) {
                        database.useTransaction(tx -> calls.identify(
                                tx,
                                id,
                                sid,
                                clock.instant().truncatedTo(ChronoUnit.MICROS).plus(lookUpAfter)));
                    }
                }
                case SendOutcome.Unknown unknown -> {}
                case SendOutcome.Unanswered unanswered -> {}
                case SendOutcome.RefusedForNow refused -> forget(id);
                case SendOutcome.Throttled refused -> forget(id);
                case SendOutcome.RefusedForGood refused -> forget(id);
                case SendOutcome.ContactBlocked refused -> forget(id);
                case SendOutcome.ChannelFaulty refused -> forget(id);
            }
        } catch (RuntimeException e) {
            LOG.warnf("what became of a call not noted communication=%s cause=%s", id, e.getMessage());
        }
    }

    private void forget(UUID id) {
        database.useTransaction(tx -> calls.forget(tx, id));
    }
}
