package campaignflows.upload.csv;

/**
 * One record of a file as it is stored there.
 *
 * @param from     offset of its first byte
 * @param to       offset after its line end: where the next record begins
 * @param content  its bytes without the line end; empty if it is too large
 * @param tooLarge whether it has more bytes than are kept
 */
public record RawRecord(long from, long to, byte[] content, boolean tooLarge) {}
