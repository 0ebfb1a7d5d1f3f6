package campaignflows.communication.web;

import campaignflows.communication.credential.HmacKey;
import campaignflows.platform.values.Identifier;
import campaignflows.platform.values.ParseContext;
import campaignflows.platform.values.ParseResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Who the owner of a website says that a visitor is: {@code signature} is the hexadecimal HMAC-SHA256 of
 * {@code <web_id>.<expires>} by the channel's identity secret, {@code expires} the seconds since 1970 after which it is worth
 * nothing.
 */
record SignedIdentity(String webId, long expires, String signature) {
    static final Duration LONGEST = Duration.ofDays(30);

    /**
     * The web id in the form in which it is stored.
     *
     * @param secret null: the channel has none, and nobody is known by a signature
     * @throws FrameException if the signature does not prove it
     */
    String proven(@Nullable String secret, Instant now) {
        if (secret == null) {
            throw FrameException.closing(
                    FrameCode.IDENTITY_INVALID, "The channel has no identity_secret: enter one, or leave identity out");
        }
        if (!isSignedBy(secret)) {
            throw FrameException.closing(
                    FrameCode.IDENTITY_INVALID,
                    "The signature of the identity is wrong: sign \"<web_id>.<expires>\" with the channel's identity_secret by HMAC-SHA256, in hexadecimal digits");
        }
        if (expires > now.plus(LONGEST).getEpochSecond()) {
            throw FrameException.closing(
                    FrameCode.IDENTITY_INVALID, "expires is more than 30 days ahead: sign for a shorter time");
        }
        if (expires <= now.getEpochSecond()) {
            throw FrameException.closing(
                    FrameCode.IDENTITY_EXPIRED, "The identity's time is over: load the page again to get a new one");
        }
        ParseResult read = Identifier.WEB_ID.parse(webId, ParseContext.UTC);
        if (!(read instanceof ParseResult.Parsed parsed)) {
            throw FrameException.closing(
                    FrameCode.IDENTITY_INVALID, "The web_id is not valid: give 1 to 500 characters that can be seen");
        }
        String canonical = parsed.value().canonical();
        if (VisitorTokens.isOurs(canonical)) {
            throw FrameException.closing(
                    FrameCode.IDENTITY_INVALID,
                    "A web_id does not begin with %s: such are of visitors whom nobody knows"
                            .formatted(VisitorTokens.PREFIX));
        }
        return canonical;
    }

    private boolean isSignedBy(String secret) {
        byte[] given;
        try {
            given = HexFormat.of().parseHex(signature);
        } catch (IllegalArgumentException e) {
            return false;
        }
        byte[] expected = HmacKey.of(secret).sign((webId + "." + expires).getBytes(StandardCharsets.UTF_8));
        return MessageDigest.isEqual(expected, given);
    }

    @Override
    public String toString() {
        return "SignedIdentity[…]";
    }
}
