package campaignflows.upload.importing;

import java.util.List;

/**
 * A chunk as it was read, ready to be sent.
 *
 * @param digest   see {@link Chunk#digest}
 * @param unclosed whether there is none because the record that comes next has a quote that is never closed
 */
record PreparedChunk(Chunk chunk, String digest, ChunkRows rows, boolean unclosed) {
    static PreparedChunk of(Chunk chunk, CsvLayout layout) {
        return of(chunk, layout, false);
    }

    static PreparedChunk unclosed(LeasedUpload task, CsvLayout layout) {
        Chunk none = new Chunk(task.nextChunk(), task.nextRecord(), task.nextOffset(), task.nextOffset(), List.of());
        return of(none, layout, true);
    }

    private static PreparedChunk of(Chunk chunk, CsvLayout layout, boolean unclosed) {
        return new PreparedChunk(
                chunk, chunk.digest(), ChunkRows.of(chunk.firstRecord(), chunk.records(), layout), unclosed);
    }

    /** Whether nothing more can be read of the file. */
    boolean isEnd() {
        return chunk.records().isEmpty();
    }
}
