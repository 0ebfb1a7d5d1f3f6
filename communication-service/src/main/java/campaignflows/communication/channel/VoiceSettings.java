package campaignflows.communication.channel;

import campaignflows.platform.values.Texts;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * By which account of Twilio calls are made, from which number, and where Twilio says what becomes of them.
 *
 * @param accountSid    null, with {@code from} and {@code publicAddress}: no calls are made
 * @param from          the number that calls, with + and country code
 * @param publicAddress under which Twilio reaches this installation; Twilio signs it with each of its calls
 * @param language      in which is spoken and listened, unless the agent names another one
 * @param ringSeconds   how long it rings before nobody is there
 * @param greeting      what somebody hears who calls the number; null: the call is rejected
 */
public record VoiceSettings(
        @Nullable String accountSid,
        @Nullable String from,
        @Nullable String publicAddress,
        String language,
        MachineDetection machine,
        int ringSeconds,
        @Nullable String greeting)
        implements ChannelSettings {
    /** What it says when nothing is said: of a channel that makes no calls. */
    static final VoiceSettings NONE = new VoiceSettings(null, null, null, "en-US", MachineDetection.HANG_UP, 30, null);

    private static final Pattern ACCOUNT = Pattern.compile("AC[0-9a-fA-F]{32}");
    private static final Pattern NUMBER = Pattern.compile("\\+[1-9][0-9]{4,14}");
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){1,2}");
    private static final int MIN_RING = 5;
    private static final int MAX_RING = 600;
    private static final int MAX_GREETING = 1_000;

    @SuppressWarnings("NullAway")
    public VoiceSettings {
        // Those of before there were any.
        language = language == null ? "en-US" : language;
        machine = machine == null ? MachineDetection.HANG_UP : machine;
        ringSeconds = ringSeconds == 0 ? 30 : ringSeconds;
    }

    /** The settings as somebody sent them, with every field that is wrong named in the refusal. */
    static VoiceSettings checked(Draft draft) {
        List<ProblemError> errors = new ArrayList<>();
        String account = text(draft.accountSid());
        String from = text(draft.from());
        String address = text(draft.publicAddress());
        boolean calls = Stream.of(account, from, address).anyMatch(text -> text != null);
        if (calls) {
            require(
                    errors,
                    "account_sid",
                    account != null && ACCOUNT.matcher(account).matches(),
                    "Give the Account SID that Twilio's console shows: AC and 32 digits and letters");
            require(
                    errors,
                    "from",
                    from != null && NUMBER.matcher(from).matches(),
                    "Give the number that calls, with + and country code, such as +4930123456");
            require(
                    errors,
                    "public_address",
                    address != null && PublicAddress.checked(address).isPresent(),
                    "Give the address under which Twilio reaches this installation, such as https://campaigns.example.org");
        }
        String language = text(draft.language());
        require(
                errors,
                "language",
                language == null || LANGUAGE.matcher(language).matches(),
                "Give a language with its country, such as en-US or de-DE");
        Integer ring = draft.ringSeconds();
        require(
                errors,
                "ring_seconds",
                ring == null || (ring >= MIN_RING && ring <= MAX_RING),
                "Give 5 to 600 seconds");
        String greeting = text(draft.greeting());
        require(
                errors,
                "greeting",
                greeting == null || greeting.length() <= MAX_GREETING,
                "Give at most 1000 characters");
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("Some settings of the voice channel are not valid")
                    .withErrors(errors);
        }
        return new VoiceSettings(
                account,
                from,
                address == null ? null : PublicAddress.checked(address).orElse(address),
                language == null ? NONE.language() : language,
                draft.machine() == null ? NONE.machine() : draft.machine(),
                ring == null ? NONE.ringSeconds() : ring,
                greeting);
    }

    private static void require(List<ProblemError> errors, String field, boolean valid, String otherwise) {
        if (!valid) {
            errors.add(ProblemError.ofField("settings." + field, otherwise));
        }
    }

    private static @Nullable String text(@Nullable String given) {
        String text = given == null ? "" : Texts.normalized(given);
        return text.isEmpty() ? null : text;
    }

    @Override
    public boolean whole() {
        return true;
    }

    /** The settings before they are checked. */
    @Schema(name = "VoiceSettingsDraft")
    record Draft(
            @Schema(
                    description = "Of the Twilio account; without it, from and public_address no calls are made",
                    examples = "AC00000000000000000000000000000000")
            @Nullable
            String accountSid,

            @Schema(description = "The number that calls, with + and country code", examples = "+4930123456") @Nullable
            String from,

            @Schema(
                    description = "Under which Twilio reaches this installation",
                    examples = "https://campaigns.example.org")
            @Nullable
            String publicAddress,

            @Schema(description = "In which is spoken and listened; left out it is en-US", examples = "de-DE") @Nullable
            String language,

            @Schema(description = "What is done when an answering machine picks up; left out it is hang_up") @Nullable
            MachineDetection machine,

            @Schema(description = "How long it rings, 5 to 600; left out it is 30") @Nullable
            Integer ringSeconds,

            @Schema(description = "What callers of the number hear; without it their calls are rejected") @Nullable
            String greeting)
            implements ChannelSettings.Draft {}
}
