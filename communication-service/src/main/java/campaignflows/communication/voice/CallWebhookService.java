package campaignflows.communication.voice;

import campaignflows.communication.channel.Channel;
import campaignflows.communication.channel.ChannelLookupRepository;
import campaignflows.communication.channel.VoiceSettings;
import campaignflows.communication.credential.CredentialCipher;
import campaignflows.communication.credential.Credentials;
import campaignflows.communication.credential.UnreadableCredentialsException;
import campaignflows.communication.inbound.WebhookService;
import campaignflows.communication.sending.ProviderText;
import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.database.Database;
import campaignflows.platform.database.Tx;
import campaignflows.platform.web.problem.ProblemException;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes what Twilio asks and tells of calls, and answers with what is to happen in them. Must hold: nothing counts before its
 * signature is right, and Twilio gets its answer only when what it said is stored.
 */
@Singleton
public final class CallWebhookService {
    private static final Logger LOG = Logger.getLogger(CallWebhookService.class);
    private static final int MAX_BYTES = 64 * 1024;
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{4,19}");
    private static final String NOTHING_PRESSED = "";

    private final ChannelLookupRepository channels;
    private final CallRepository calls;
    private final CallProgress progress;
    private final WebhookService inbound;
    private final Database database;
    private final CredentialCipher cipher;
    private final Clock clock;

    public CallWebhookService(
            ChannelLookupRepository channels,
            CallRepository calls,
            CallProgress progress,
            WebhookService inbound,
            Database database,
            CredentialCipher cipher,
            Clock clock) {
        this.channels = channels;
        this.calls = calls;
        this.progress = progress;
        this.inbound = inbound;
        this.database = database;
        this.cipher = cipher;
        this.clock = clock;
    }

    /**
     * What Twilio has called, and what about.
     *
     * @param rawQuery as it was called; null: none
     * @param about    null: somebody calls the channel's number
     */
    record Asked(
            @Nullable String signature,
            @Nullable String rawQuery,
            @Nullable UUID communicationId,
            Callbacks.@Nullable About about,
            int question,
            int turn) {}

    /** The TwiML of what is to happen now. */
    String receive(UUID channelId, Asked asked, InputStream body) {
        Channel channel = database.read(tx -> channels.all(tx, List.of(channelId))).stream()
                .filter(each -> each.type() == ChannelType.VOICE)
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("channel"));
        String text = text(body);
        TwilioForm form = signed(channel, asked, text);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Callbacks.About about = asked.about();
        UUID communicationId = asked.communicationId();
        if (about == null || communicationId == null) {
            return incoming(channel, form);
        }
        Optional<CallReport> report = CallReport.of(form);
        if (report.isEmpty()) {
            throw ProblemException.malformed("Expected a CallSid and a CallStatus that is known");
        }
        return database.inTransaction(tx -> switch (about) {
            case STATUS -> {
                if (!progress.report(tx, channel, communicationId, report.get(), now)) {
                    LOG.infof("report of a call that is not one of ours channel=%s", channel.id());
                }
                yield Twiml.nothing();
            }
            case ANSWER -> answer(tx, channel, communicationId, report.get(), now);
            case INPUT -> input(tx, channel, communicationId, report.get(), form, asked, now);
        });
    }

    private String answer(Tx tx, Channel channel, UUID id, CallReport report, Instant now) {
        Optional<CallProgress.Locked> locked = progress.lock(tx, channel, id, report.sid());
        String text = calls.text(tx, id);
        if (locked.isEmpty() || text == null) {
            return new Twiml().hangUp().end();
        }
        progress.report(tx, channel, locked.get(), report, now);
        CallDialogue dialogue = dialogue(channel, locked.get().call());
        return CallReport.isMachine(report.answeredBy()) ? dialogue.toMachine(text) : dialogue.opening(text);
    }

    private String input(
            Tx tx, Channel channel, UUID id, CallReport report, TwilioForm form, Asked asked, Instant now) {
        Optional<CallProgress.Locked> locked = progress.lock(tx, channel, id, report.sid());
        if (locked.isEmpty()) {
            return new Twiml().hangUp().end();
        }
        progress.report(tx, channel, locked.get(), report, now);
        Call call = locked.get().call();
        Optional<CallScript.Asked> question = call.script().question(asked.question(), call.results());
        if (question.isEmpty()) {
            return new Twiml().hangUp().end();
        }
        String pressed = form.value("Digits").orElse(null);
        String said = form.value("SpeechResult").orElse(null);
        Optional<String> value = question.get().question().value(question.get().result(), pressed, said);
        value.ifPresent(answer -> progress.answer(tx, locked.get(), question.get(), answer, words(pressed, said), now));
        return dialogue(channel, call).after(asked.question(), asked.turn(), value.isPresent());
    }

    private static String words(@Nullable String pressed, @Nullable String said) {
        return ProviderText.oneLine(pressed != null ? pressed : said == null ? NOTHING_PRESSED : said);
    }

    /** Somebody calls: it begins a session, as a message would. Who hides the number cannot be known. */
    private String incoming(Channel channel, TwilioForm form) {
        VoiceSettings settings = settings(channel);
        String sid = form.value("CallSid")
                .filter(CallReport::isSid)
                .orElseThrow(() -> ProblemException.malformed("Expected a CallSid"));
        String from = form.value("From").orElse("");
        boolean inwards = "inbound".equals(form.value("Direction").orElse("inbound"));
        if (inwards && NUMBER.matcher(from).matches()) {
            inbound.receiveCall(channel, sid, from, form.value("CallerName").orElse(null));
        }
        String greeting = settings.greeting();
        return greeting == null
                ? new Twiml().reject().end()
                : new Twiml()
                        .say(greeting, new Twiml.Voice(settings.language(), null))
                        .hangUp()
                        .end();
    }

    private static CallDialogue dialogue(Channel channel, Call call) {
        VoiceSettings settings = settings(channel);
        String address = settings.publicAddress();
        return new CallDialogue(
                call.communicationId(),
                settings,
                call.script(),
                call.results(),
                new Callbacks(address == null ? "" : address, channel.id()));
    }

    private static VoiceSettings settings(Channel channel) {
        if (channel.settings() instanceof VoiceSettings settings) {
            return settings;
        }
        throw ProblemException.unavailable("The channel's settings cannot be read: try again later");
    }

    /** The form, if Twilio has signed it for this address. */
    private TwilioForm signed(Channel channel, Asked asked, String text) {
        VoiceSettings settings = settings(channel);
        Credentials credentials = credentials(channel);
        String token = credentials == null ? null : credentials.authToken();
        String address = settings.publicAddress();
        String account = settings.accountSid();
        if (token == null || address == null || account == null) {
            throw unsigned();
        }
        TwilioForm form = form(text);
        String called = new Callbacks(address, channel.id()).of(asked.rawQuery());
        boolean right = TwilioSignature.isRight(asked.signature(), token, called, form);
        if (!right || !account.equals(form.value("AccountSid").orElse(account))) {
            throw unsigned();
        }
        return form;
    }

    private static TwilioForm form(String text) {
        try {
            return TwilioForm.decoded(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.malformed("The body is no form, or one of too many fields");
        }
    }

    private static String text(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw ProblemException.tooLarge("The body may have at most %d bytes".formatted(MAX_BYTES));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw ProblemException.malformed("The body broke off");
        }
    }

    private @Nullable Credentials credentials(Channel channel) {
        byte[] stored = channel.credentials();
        try {
            return stored == null ? null : cipher.decrypt(channel.id(), stored);
        } catch (UnreadableCredentialsException e) {
            LOG.errorf("credentials cannot be read channel=%s", channel.id());
            throw ProblemException.unavailable("The channel cannot take calls now: try again later");
        }
    }

    private static ProblemException unsigned() {
        return ProblemException.forbidden(
                "The X-Twilio-Signature is missing or wrong: see that the channel's auth_token and public_address are"
                        + " those that Twilio signs with");
    }
}
