package campaignflows.upload.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Which objects make up a file. The segments of a file lie one behind the other without a gap, and only the writer that
 * opened the file last can add to them.
 */
@ApplicationScoped
class SegmentRepository {

    /** The bytes [from, to) of a file are the first ones of this object. */
    record Segment(long from, long to, String key) {
        long length() {
            return to - from;
        }
    }

    /** Makes this writer the only one. Returns the size of the file, 0 for a new one. */
    long open(Handle handle, UUID upload, UUID writer) {
        return handle.createQuery("""
                        insert into stored_files (upload_id, writer, size) values (:id, :writer, 0)
                        on conflict (upload_id) do update set writer = :writer
                        returning size
                        """)
                .bind("id", upload)
                .bind("writer", writer)
                .mapTo(Long.class)
                .one();
    }

    /** Gives up everything behind an offset. Returns the keys of objects that are not needed any more. */
    List<String> truncate(Handle handle, UUID upload, long offset) {
        handle.createUpdate("update stored_files set size = :offset where upload_id = :id")
                .bind("id", upload)
                .bind("offset", offset)
                .execute();
        handle.createUpdate("""
                        update stored_segments set to_offset = :offset
                        where upload_id = :id and from_offset < :offset and to_offset > :offset
                        """).bind("id", upload).bind("offset", offset).execute();
        return handle.createQuery("""
                        delete from stored_segments where upload_id = :id and from_offset >= :offset returning object_key
                        """)
                .bind("id", upload)
                .bind("offset", offset)
                .mapTo(String.class)
                .list();
    }

    /** Moves the end of a file. False if this is not its writer any more. */
    boolean grow(Handle handle, UUID upload, UUID writer, long from, long to) {
        return handle.createUpdate("""
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
    Optional<String> put(Handle handle, UUID upload, Segment segment) {
        Optional<String> replaced = handle.createQuery(
                        "select object_key from stored_segments where upload_id = :id and from_offset = :from")
                .bind("id", upload)
                .bind("from", segment.from())
                .mapTo(String.class)
                .findOne();
        handle.createUpdate("""
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
    List<Segment> from(Handle handle, UUID upload, long offset) {
        return handle.createQuery("""
                        select from_offset, to_offset, object_key from stored_segments
                        where upload_id = :id and to_offset > :offset order by from_offset
                        """)
                .bind("id", upload)
                .bind("offset", offset)
                .map((row, context) ->
                        new Segment(row.getLong("from_offset"), row.getLong("to_offset"), row.getString("object_key")))
                .list();
    }

    Optional<Segment> last(Handle handle, UUID upload) {
        return handle.createQuery("""
                        select from_offset, to_offset, object_key from stored_segments
                        where upload_id = :id order by from_offset desc limit 1
                        """)
                .bind("id", upload)
                .map((row, context) ->
                        new Segment(row.getLong("from_offset"), row.getLong("to_offset"), row.getString("object_key")))
                .findOne();
    }

    boolean exists(Handle handle, UUID upload) {
        return handle.createQuery("select count(*) from stored_files where upload_id = :id")
                        .bind("id", upload)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    void forget(Handle handle, UUID upload) {
        handle.createUpdate("delete from stored_files where upload_id = :id")
                .bind("id", upload)
                .execute();
    }

    List<UUID> files(Handle handle) {
        return handle.createQuery("select upload_id from stored_files")
                .mapTo(UUID.class)
                .list();
    }
}
