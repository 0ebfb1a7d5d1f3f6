package campaignflows.platform.web.edge;

import campaignflows.platform.web.problem.ErrorCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Follows the bytes of one connection from head to body to the next head, and determines up to where they may be passed on. A
 * head is passed on as a whole, after it has been read; nothing after a fault is ever passed on, so no later handler can take it
 * for another request.
 */
final class RequestFraming {
    private static final int MAX_HEAD = 48 * 1024;
    private static final int MAX_TRAILERS = 4 * 1024;
    private static final int MAX_CHUNK_LINE = 256;
    private static final int MAX_CHUNK_DIGITS = 12;
    private static final int END_OF_LINE = 2;

    /** What the next byte belongs to. */
    private enum Part {
        HEAD,
        BODY,
        CHUNK_LINE,
        CHUNK,
        CHUNK_END,
        TRAILERS
    }

    private final long maxBody;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private Part part = Part.HEAD;
    private boolean emptyLineSkipped;
    private byte previous;
    private int lineLength;
    private long remaining;
    private long chunked;

    /** With the most bytes that a body may have. */
    RequestFraming(long maxBody) {
        this.maxBody = maxBody;
    }

    /** Whether a head has begun and is not whole. */
    boolean isInHead() {
        return part == Part.HEAD && lines.size() > 0;
    }

    /** Whether a body is being received. */
    boolean isInBody() {
        return part != Part.HEAD;
    }

    /**
     * Takes what may be passed on next: a head that has become whole, or bytes of a body.
     *
     * @return to be released by the caller; null if nothing is left that can be passed on yet
     * @throws BadRequest at a fault
     */
    @Nullable
    ByteBuf next(ByteBuf in) {
        if (!in.isReadable()) {
            return null;
        }
        if (part == Part.HEAD) {
            return head(in);
        }
        int from = in.readerIndex();
        if (part == Part.BODY || part == Part.CHUNK) {
            int count = (int) Math.min(remaining, in.readableBytes());
            in.skipBytes(count);
            remaining -= count;
            if (remaining == 0) {
                part = part == Part.BODY ? Part.HEAD : Part.CHUNK_END;
            }
        } else {
            readLine(in);
        }
        return in.retainedSlice(from, in.readerIndex() - from);
    }

    private @Nullable ByteBuf head(ByteBuf in) {
        while (in.isReadable()) {
            boolean lineEnded = take(in.readByte());
            if (lines.size() > MAX_HEAD) {
                throw new BadRequest(ErrorCode.HEADERS_TOO_LARGE, EarlyResponses.TOO_LARGE);
            }
            if (!lineEnded || lineLength > 0) {
                lineLength = lineEnded ? 0 : lineLength;
                continue;
            }
            byte[] head = lines.toByteArray();
            lines.reset();
            if (head.length == END_OF_LINE && !emptyLineSkipped) {
                // One empty line before a request is overlooked, as RFC 9112 advises.
                emptyLineSkipped = true;
                continue;
            }
            if (head.length == END_OF_LINE) {
                throw BadRequest.malformed("The request line is missing");
            }
            emptyLineSkipped = false;
            begin(RequestHead.read(head));
            return Unpooled.wrappedBuffer(head);
        }
        return null;
    }

    private void begin(RequestHead head) {
        remaining = head.length();
        chunked = 0;
        requireRoom(remaining);
        if (remaining == RequestHead.CHUNKED) {
            part = Part.CHUNK_LINE;
        } else {
            part = remaining == 0 ? Part.HEAD : Part.BODY;
        }
    }

    private void requireRoom(long body) {
        if (body > maxBody) {
            throw new BadRequest(
                    ErrorCode.TOO_LARGE, "The body may have at most %d bytes: send less at once".formatted(maxBody));
        }
    }

    /** Reads on to the end of a line between chunks, or of what there is. */
    private void readLine(ByteBuf in) {
        while (in.isReadable()) {
            boolean lineEnded = take(in.readByte());
            if (lines.size() > (part == Part.TRAILERS ? MAX_TRAILERS : MAX_CHUNK_LINE)) {
                throw BadRequest.malformed(
                        "A line between the chunks of the body is too long: send no more than the length there");
            }
            if (lineEnded) {
                boolean empty = lineLength == 0;
                lineLength = 0;
                endLine(empty);
                return;
            }
        }
    }

    private void endLine(boolean empty) {
        switch (part) {
            case CHUNK_END -> {
                if (!empty) {
                    throw BadRequest.malformed("A chunk of the body is longer than it says: give its length in bytes");
                }
                part = Part.CHUNK_LINE;
            }
            case CHUNK_LINE -> {
                remaining = chunkLength(lines.toString(StandardCharsets.ISO_8859_1));
                chunked += remaining;
                requireRoom(chunked);
                part = remaining == 0 ? Part.TRAILERS : Part.CHUNK;
            }
            case TRAILERS -> {
                if (!empty) {
                    // They count together, up to the empty line that ends them.
                    return;
                }
                part = Part.HEAD;
            }
            case HEAD, BODY, CHUNK -> throw new IllegalStateException("Expected a line, but this part has none");
        }
        lines.reset();
    }

    /** Takes a byte of a line; whether that ends the line. */
    private boolean take(byte next) {
        boolean afterReturn = previous == '\r';
        if (afterReturn != (next == '\n')) {
            throw BadRequest.malformed("Lines end with CR and LF, and neither stands alone: send both");
        }
        lines.write(next);
        boolean ended = next == '\n';
        previous = ended ? 0 : next;
        if (!ended && next != '\r') {
            lineLength++;
        }
        return ended;
    }

    private static long chunkLength(String line) {
        int digits = 0;
        while (digits < line.length() && Character.digit(line.charAt(digits), 16) >= 0) {
            digits++;
        }
        char after = line.charAt(digits);
        if (digits == 0 || digits > MAX_CHUNK_DIGITS || (after != '\r' && after != ';')) {
            throw BadRequest.malformed(
                    "A chunk of the body does not begin with its length: write it in hexadecimal digits");
        }
        return Long.parseLong(line, 0, digits, 16);
    }
}
