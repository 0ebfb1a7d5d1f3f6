package campaignflows.participant.walkcommit;

import campaignflows.participant.enrollment.UnsavedParticipant;
import campaignflows.participant.profile.UnsavedCustomer;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.walk.WalkProtocol.BeginResponse;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.database.Row;
import campaignflows.platform.values.Identifier;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link BeginResponse} straight from rows. What is stored as JSON is copied as it is: reading it into maps and
 * writing these was most of the work of a begin. Its properties are those of {@link ParticipantSnapshot}, which the engine reads.
 */
final class BeginResponseRowWriter implements AutoCloseable {
    private static final int FIRST_BYTES = 16 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);
    private final JsonGenerator json;

    BeginResponseRowWriter(long position) throws IOException {
        json = Json.mapper().createGenerator(bytes);
        json.writeStartObject();
        json.writeNumberField("position", position);
        json.writeArrayFieldStart("snapshots");
    }

    /** A row of participant, customer and active run; always true. */
    boolean whole(Row row) {
        try {
            ids(row);
            json.writeStringField("object_id", row.orNull("object_id", Row::text));
            json.writeStringField("timezone", row.orNull("timezone", Row::text));
            customer(row);
            participant(row);
            json.writeFieldName("last_communication");
            String communication = row.orNull("last_communication", Row::text);
            if (communication == null) {
                json.writeNull();
            } else {
                json.writeRawValue(communication);
            }
            json.writeObjectFieldStart("versions");
            json.writeNumberField("customer", row.bigint("customer_version"));
            json.writeNumberField("participant", row.bigint("participant_version"));
            json.writeEndObject();
            end(row);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row of ids and active run; always true. */
    boolean brief(Row row) {
        try {
            ids(row);
            json.writeObjectFieldStart("customer");
            json.writeEndObject();
            json.writeObjectFieldStart("participant");
            json.writeEndObject();
            end(row);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void ids(Row row) throws IOException {
        json.writeStartObject();
        json.writeStringField("tenant_id", row.uuid("tenant_id").toString());
        json.writeStringField("campaign_id", row.uuid("campaign_id").toString());
        json.writeStringField("participant_id", row.uuid("id").toString());
        json.writeStringField("customer_id", row.uuid("customer_id").toString());
    }

    private void customer(Row row) throws IOException {
        json.writeObjectFieldStart("customer");
        boolean any = text(UnsavedCustomer.NAME_FIELD, row.orNull("c_name", Row::text));
        for (Identifier identifier : Identifier.values()) {
            any |= text(identifier.fieldName(), row.orNull("c_" + identifier.fieldName(), Row::text));
        }
        stored(row.text("c_attributes"), any);
    }

    private void participant(Row row) throws IOException {
        json.writeObjectFieldStart("participant");
        Boolean result = row.orNull("result", Row::bool);
        boolean any = text(UnsavedParticipant.RESULT_FIELD, result == null ? null : result.toString());
        Instant at = row.orNull("result_at", Row::instant);
        any |= text(UnsavedParticipant.RESULT_AT_FIELD, at == null ? null : at.toString());
        stored(row.text("attributes"), any);
    }

    private boolean text(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
        return value != null;
    }

    /** Ends an object with the properties of a stored one, whose names are never those of system fields. */
    private void stored(String object, boolean afterOthers) throws IOException {
        String inside = object.substring(object.indexOf('{') + 1, object.lastIndexOf('}'));
        if (!inside.isBlank()) {
            json.writeRaw(afterOthers ? "," : "");
            json.writeRaw(inside);
        }
        json.writeEndObject();
    }

    private void end(Row row) throws IOException {
        Integer run = row.orNull("active_run", Row::integer);
        if (run == null) {
            json.writeNullField("active_run");
        } else {
            json.writeNumberField("active_run", run);
        }
        json.writeEndObject();
    }

    /** The complete response; nothing can be written after it. */
    byte[] toBytes() throws IOException {
        json.writeEndArray();
        json.writeEndObject();
        json.close();
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        json.close();
    }
}
