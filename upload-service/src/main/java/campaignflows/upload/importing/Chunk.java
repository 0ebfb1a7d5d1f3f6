package campaignflows.upload.importing;

import campaignflows.platform.values.Sha256;
import campaignflows.upload.csv.RawRecord;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * The records of a file that are imported together.
 *
 * @param number      of the chunk, from 0
 * @param firstRecord number of its first record
 * @param from        offset where it begins
 * @param to          offset where the next one begins
 */
record Chunk(int number, long firstRecord, long from, long to, List<RawRecord> records) {
    /** SHA-256 of its records, hexadecimal: shows whether a repeat is the same chunk. */
    String digest() {
        MessageDigest digest = Sha256.newDigest();
        for (RawRecord row : records) {
            digest.update(ByteBuffer.allocate(Long.BYTES)
                    .putLong(row.to() - row.from())
                    .array());
            digest.update(row.content());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
