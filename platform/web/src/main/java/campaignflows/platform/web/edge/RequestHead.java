package campaignflows.platform.web.edge;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads the head of a request strictly by RFC 9112. Whatever two readers could interpret differently is refused, since such a
 * difference can hide a second request: two lengths, a length with chunks, folded lines, a lone CR or LF, white space before a
 * colon.
 *
 * @param length of the body in bytes; {@link #CHUNKED} if it comes in chunks
 */
record RequestHead(long length) {
    static final long CHUNKED = -1;

    private static final int MAX_METHOD = 32;
    private static final int MAX_LENGTH_DIGITS = 15;
    /** Headers of which a second one could come from somebody else. */
    private static final Set<String> ONCE =
            Set.of("host", "content-length", "transfer-encoding", "authorization", "content-type", "expect");

    /**
     * Reads a head.
     *
     * @param head from the request line to the empty line, both with their ends
     * @throws BadRequest if it is not well formed
     */
    static RequestHead read(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        String[] lines = text.substring(0, text.length() - 4).split("\r\n", -1);
        boolean old = readRequestLine(lines[0]);
        Map<String, String> once = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            readHeader(lines[i], once);
        }
        if (!old && !once.containsKey("host")) {
            throw BadRequest.malformed("The header Host is missing: send it");
        }
        checkHost(once.getOrDefault("host", ""));
        return new RequestHead(length(once, old));
    }

    /** Whether the version is 1.0. */
    private static boolean readRequestLine(String line) {
        int first = line.indexOf(' ');
        int last = line.lastIndexOf(' ');
        if (first < 1 || first == last || first > MAX_METHOD || !isToken(line.substring(0, first))) {
            throw BadRequest.malformed("The request line is not of the form METHOD /path HTTP/1.1: write it so");
        }
        String version = line.substring(last + 1);
        if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
            throw BadRequest.malformed("This version of HTTP is not spoken here: use HTTP/1.1");
        }
        RequestTarget.check(line.substring(first + 1, last));
        return version.equals("HTTP/1.0");
    }

    private static void readHeader(String line, Map<String, String> once) {
        int colon = line.indexOf(':');
        if (line.startsWith(" ") || line.startsWith("\t")) {
            throw BadRequest.malformed("A header goes on in the next line: write it in one");
        }
        if (colon < 1 || !isToken(line.substring(0, colon))) {
            throw BadRequest.malformed("A header is not of the form Name: value, with no space before the colon");
        }
        String value = line.substring(colon + 1);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                throw BadRequest.malformed("A header holds a control character: leave it out");
            }
        }
        String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        if (ONCE.contains(name) && once.put(name, value.strip()) != null) {
            throw BadRequest.malformed("A header is there twice: send it once. It is " + name);
        }
    }

    private static long length(Map<String, String> once, boolean old) {
        String coding = once.get("transfer-encoding");
        String length = once.get("content-length");
        if (coding != null) {
            if (length != null) {
                throw BadRequest.malformed("Content-Length and Transfer-Encoding exclude each other: send one of them");
            }
            if (old || !coding.equalsIgnoreCase("chunked")) {
                throw BadRequest.malformed(
                        "The only Transfer-Encoding that is understood is chunked, in HTTP/1.1: send that, or Content-Length");
            }
            return CHUNKED;
        }
        if (length == null) {
            return 0;
        }
        if (length.isEmpty()
                || length.length() > MAX_LENGTH_DIGITS
                || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw BadRequest.malformed("Content-Length is no number of bytes: write it in digits alone");
        }
        return Long.parseLong(length);
    }

    private static void checkHost(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && "._~-:[]%".indexOf(c) < 0) {
                throw BadRequest.malformed("The header Host holds no name of a host: write host or host:port");
            }
        }
    }

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
