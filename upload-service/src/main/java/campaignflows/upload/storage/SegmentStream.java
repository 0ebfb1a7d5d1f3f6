package campaignflows.upload.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Reads a file on object storage, block after block, each by one request of its range: no connection is held while the reader is
 * busy, however long that takes.
 */
final class SegmentStream extends InputStream {
    private static final int BLOCK_BYTES = 2 * 1024 * 1024;

    private final S3Client client;
    private final String bucket;
    private final List<SegmentRepository.Segment> segments;
    private int current;
    private long position;
    private byte[] block = new byte[0];
    private int inBlock;

    /**
     * A stream over segments.
     *
     * @param segments in order and without gaps
     * @param offset   in the file, of the first byte to be read; within the segments or at their end
     */
    SegmentStream(S3Client client, String bucket, List<SegmentRepository.Segment> segments, long offset) {
        this.client = client;
        this.bucket = bucket;
        this.segments = List.copyOf(segments);
        this.position = offset;
    }

    @Override
    public int read() throws IOException {
        return fill() ? block[inBlock++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, block.length - inBlock);
        System.arraycopy(block, inBlock, bytes, offset, count);
        inBlock += count;
        return count;
    }

    @Override
    public int available() {
        return block.length - inBlock;
    }

    private boolean fill() throws IOException {
        if (inBlock < block.length) {
            return true;
        }
        while (current < segments.size() && segments.get(current).to() <= position) {
            current++;
        }
        if (current == segments.size()) {
            return false;
        }
        SegmentRepository.Segment segment = segments.get(current);
        if (segment.from() > position) {
            throw new EOFException("The bytes %d to %d of the file are missing".formatted(position, segment.from()));
        }
        long from = position - segment.from();
        long to = Math.min(segment.length(), from + BLOCK_BYTES);
        try {
            block = S3Objects.get(client, bucket, segment.key(), from, to);
        } catch (SdkException e) {
            throw S3Storage.failed(e);
        }
        if (block.length != to - from) {
            throw new EOFException("An object of the file is shorter than when it was stored");
        }
        inBlock = 0;
        position += block.length;
        return true;
    }
}
