package campaignflows.communication.inbound;

import campaignflows.platform.contracts.communication.ChannelType;
import campaignflows.platform.contracts.participant.InboundContact;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import campaignflows.platform.values.Texts;
import campaignflows.platform.web.json.ServiceMapper;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Our own form, for providers that have none that we know: email, voice and web chat. The header
 * {@code Campaign-Flows-Signature: t=<seconds since 1970>,v1=<hex>} signs time and body, {@code HMAC-SHA256(secret, t + "." +
 * body)}; a call whose time is too far from ours is refused, so that one that was recorded cannot be played again. Within
 * that time a repeat is known by the message's id. Several {@code v1} may be given, while a secret is being changed.
 */
record SignedFormat(ChannelType type) implements WebhookFormat {
    static final Duration WINDOW = Duration.ofMinutes(5);

    /** A call of which nothing is written down. */
    static final String CALL = "[call]";

    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_ID = 200;
    private static final Pattern HEADER = Pattern.compile("t=([0-9]{1,12})((?:,v1=[0-9a-fA-F]{64}){1,5})");
    private static final Pattern CODE = Pattern.compile("v1=([0-9a-fA-F]{64})");
    private static final ObjectMapper MAPPER = ServiceMapper.build();

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public Optional<Predicate<byte[]>> signature(SignedHead head, String secret, Instant now) {
        String header = head.ownSignature();
        Matcher matcher = HEADER.matcher(header == null ? "" : header.replace(" ", ""));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String time = matcher.group(1);
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now);
        if (age.abs().compareTo(WINDOW) > 0) {
            return Optional.empty();
        }
        List<byte[]> codes = CODE.matcher(matcher.group(2))
                .results()
                .map(code -> HexFormat.of().parseHex(code.group(1)))
                .toList();
        return Optional.of(body -> {
            byte[] expected = Signatures.hmac(secret, Signatures.utf8(time + "."), body);
            boolean right = false;
            for (byte[] code : codes) {
                right |= Signatures.same(expected, code);
            }
            return right;
        });
    }

    @Override
    public WebhookPayload read(byte[] body) {
        WebhookMessage message;
        try {
            message = MAPPER.readValue(body, WebhookMessage.class);
        } catch (IOException e) {
            throw ProblemException.malformed("The body is not JSON of the form that is described, or has more in it");
        }
        if (message == null) {
            throw ProblemException.malformed("The body is not a JSON object");
        }
        return WebhookPayload.of(checked(message));
    }

    private InboundMessage checked(WebhookMessage given) {
        List<ProblemError> errors = new ArrayList<>();
        String id = given.id() == null ? "" : Texts.normalized(given.id());
        if (id.isEmpty() || id.length() > MAX_ID) {
            errors.add(ProblemError.ofField("id", "Give the message's id of 1 to 200 characters: it counts once"));
        }
        Identifier kind = addressKind();
        String address = address(given.contact());
        if (address.isEmpty()) {
            errors.add(ProblemError.ofField(
                    "contact." + kind.fieldName(), "Give who wrote, by the address of this channel"));
        } else {
            switch (kind.parse(address, ParseContext.UTC)) {
                case ParseResult.Invalid invalid ->
                    errors.add(ProblemError.ofField("contact." + kind.fieldName(), invalid.message()));
                // A phone number without a plus is read by the tenant's region, which is known where it is looked up:
                // of
                // it only the digits are kept.
                case ParseResult.Parsed parsed -> {
                    String canonical = parsed.value().canonical();
                    address = kind.withoutRegion(address, canonical).orElse(canonical);
                }
            }
        }
        String text = given.text() == null ? "" : given.text();
        if (text.length() > ProviderJson.MAX_TEXT) {
            errors.add(ProblemError.ofField("text", "Give at most %d characters".formatted(ProviderJson.MAX_TEXT)));
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid("The message is not valid").withErrors(errors);
        }
        WebhookMessage.Contact contact = given.contact();
        String name = contact == null ? null : contact.name();
        return new InboundMessage(
                id,
                Map.of(kind.fieldName(), address),
                name == null ? null : ProviderJson.name(name),
                text.isBlank() && type == ChannelType.VOICE ? CALL : ProviderJson.text(text),
                given.at());
    }

    private Identifier addressKind() {
        return InboundContact.addressOf(type);
    }

    private String address(WebhookMessage.@Nullable Contact contact) {
        if (contact == null) {
            return "";
        }
        String given = switch (type) {
            case EMAIL -> contact.email();
            case VOICE -> contact.phone();
            case WEB, TELEGRAM, WHATSAPP -> contact.webId();
        };
        return given == null ? "" : Texts.normalized(given);
    }
}
