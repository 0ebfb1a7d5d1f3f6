package campaignflows.upload.storage;

import campaignflows.platform.database.Tx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Which objects make up a file. The segments of a file lie one after the other without a gap, and only the writer that
 * opened the file last can add to them.
 */
@Singleton
class SegmentRepository {

    /** The bytes [from, to) of a file are the first ones of this object. */
    record Segment(long from, long to, String key) {
        long length() {
            return to - from;
        }
    }

    /** Makes this writer the only one. Returns the size of the file, 0 for a new one. */
    long open(Tx tx, UUID upload, UUID writer) {
        return tx.query("""
                        insert into stored_files (upload_id, writer, size) values (:id, :writer, 0)
                        on conflict (upload_id) do update set writer = :writer
                        returning size
                        """)
                .bind("id", upload)
                .bind("writer", writer)
                .one(row -> row.bigint("size"))
                .orElseThrow();
    }

    /** Gives up everything after an offset. Returns the keys of objects that are not needed any more. */
    List<String> truncate(Tx tx, UUID upload, long offset) {
        tx.query("update stored_files set size = :offset where upload_id = :id")
                .bind("id", upload)
                .bind("offset", offset)
                .execute();
        tx.query("""
                        update stored_segments set to_offset = :offset
                        where upload_id = :id and from_offset < :offset and to_offset > :offset
                        """).bind("id", upload).bind("offset", offset).execute();
        return tx.query("""
                        delete from stored_segments where upload_id = :id and from_offset >= :offset returning object_key
                        """).bind("id", upload).bind("offset", offset).list(row -> row.text("object_key"));
    }

    /** Moves the end of a file. False if this is not its writer any more. */
    boolean grow(Tx tx, UUID upload, UUID writer, long from, long to) {
        return tx.query("""
                                update stored_files set size = :to
                                where upload_id = :id and writer = :writer and size = :from
                                """)
                        .bind("id", upload)
                        .bind("writer", writer)
                        .bind("from", from)
                        .bind("to", to)
                        .execute()
                == 1;
    }

    /** Puts a segment in place of the one that begins at the same offset, if any. Returns the key of the replaced one. */
    Optional<String> put(Tx tx, UUID upload, Segment segment) {
        Optional<String> replaced = tx.query(
                        "select object_key from stored_segments where upload_id = :id and from_offset = :from")
                .bind("id", upload)
                .bind("from", segment.from())
                .one(row -> row.text("object_key"));
        tx.query("""
                        insert into stored_segments (upload_id, from_offset, to_offset, object_key)
                        values (:id, :from, :to, :key)
                        on conflict (upload_id, from_offset) do update set to_offset = :to, object_key = :key
                        """)
                .bind("id", upload)
                .bind("from", segment.from())
                .bind("to", segment.to())
                .bind("key", segment.key())
                .execute();
        return replaced;
    }

    /** The segments that hold bytes from an offset on, in order. */
    List<Segment> from(Tx tx, UUID upload, long offset) {
        return tx.query("""
                        select from_offset, to_offset, object_key from stored_segments
                        where upload_id = :id and to_offset > :offset order by from_offset
                        """)
                .bind("id", upload)
                .bind("offset", offset)
                .list(row -> new Segment(row.bigint("from_offset"), row.bigint("to_offset"), row.text("object_key")));
    }

    Optional<Segment> last(Tx tx, UUID upload) {
        return tx.query("""
                        select from_offset, to_offset, object_key from stored_segments
                        where upload_id = :id order by from_offset desc limit 1
                        """)
                .bind("id", upload)
                .one(row -> new Segment(row.bigint("from_offset"), row.bigint("to_offset"), row.text("object_key")));
    }

    boolean exists(Tx tx, UUID upload) {
        return tx.query("select count(*) as n from stored_files where upload_id = :id")
                        .bind("id", upload)
                        .one(row -> row.bigint("n"))
                        .orElseThrow()
                > 0;
    }

    void forget(Tx tx, UUID upload) {
        tx.query("delete from stored_files where upload_id = :id")
                .bind("id", upload)
                .execute();
    }

    List<UUID> files(Tx tx) {
        return tx.query("select upload_id from stored_files").list(row -> row.uuid("upload_id"));
    }
}
