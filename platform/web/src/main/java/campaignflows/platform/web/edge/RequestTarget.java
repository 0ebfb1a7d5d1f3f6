package campaignflows.platform.web.edge;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The target of a request: a path on this server, in the characters allowed in a URI, with escapes that decode to text. */
final class RequestTarget {
    private RequestTarget() {}

    /**
     * Checks the target.
     *
     * @throws BadRequest if it is an address on another host, or holds what no address holds
     */
    static void check(String target) {
        if (!target.startsWith("/")) {
            throw BadRequest.malformed(
                    "The request line must name a path that begins with a slash: leave scheme and host to the header Host");
        }
        ByteBuffer decoded = ByteBuffer.allocate(target.length());
        int at = 0;
        while (at < target.length()) {
            char c = target.charAt(at);
            if (c <= ' ' || c >= 0x7f) {
                throw BadRequest.malformed("The address holds characters that no address has: escape them");
            }
            decoded.put(c == '%' ? escaped(target, at) : (byte) c);
            at += c == '%' ? 3 : 1;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(decoded.flip());
        } catch (CharacterCodingException e) {
            throw BadRequest.malformed("An escape in the address is not UTF-8: escape the bytes of that encoding");
        }
    }

    private static byte escaped(String target, int at) {
        int high = at + 2 < target.length() ? hex(target.charAt(at + 1)) : -1;
        int low = at + 2 < target.length() ? hex(target.charAt(at + 2)) : -1;
        if (high < 0 || low < 0) {
            throw BadRequest.malformed(
                    "A percent sign in the address is not followed by two hexadecimal digits: write %25 for the sign itself");
        }
        if (high == 0 && low == 0) {
            throw BadRequest.malformed("The address holds a NUL character: leave it out");
        }
        return (byte) (high * 16 + low);
    }

    private static int hex(char c) {
        return c < 0x7f ? Character.digit(c, 16) : -1;
    }
}
