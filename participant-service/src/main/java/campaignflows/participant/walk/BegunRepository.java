package campaignflows.participant.walk;

import campaignflows.participant.profile.CustomerDraft;
import campaignflows.participant.roster.ParticipantDraft;
import campaignflows.platform.contracts.Json;
import campaignflows.platform.contracts.walk.WalkProtocol.Begun;
import campaignflows.platform.contracts.walk.WalkProtocol.ParticipantSnapshot;
import campaignflows.platform.values.Identifier;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Writes a {@link Begun} straight from rows. What is stored as JSON goes out as it is stored: to read it into maps and to write
 * these was most of the work of a begin. Its properties are those of {@link ParticipantSnapshot}, which the engine reads.
 */
final class BegunRepository implements AutoCloseable {
    private static final int FIRST_BYTES = 16 * 1024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);
    private final JsonGenerator json;

    BegunRepository(long position) throws IOException {
        json = Json.mapper().createGenerator(bytes);
        json.writeStartObject();
        json.writeNumberField("position", position);
        json.writeArrayFieldStart("snapshots");
    }

    /** A row of participant, customer and active run; always true. */
    boolean whole(ResultSet row) throws SQLException {
        try {
            ids(row);
            json.writeStringField("object_id", row.getString("object_id"));
            json.writeStringField("timezone", row.getString("timezone"));
            customer(row);
            participant(row);
            json.writeFieldName("last_communication");
            String communication = row.getString("last_communication");
            if (communication == null) {
                json.writeNull();
            } else {
                json.writeRawValue(communication);
            }
            json.writeObjectFieldStart("versions");
            json.writeNumberField("customer", row.getLong("customer_version"));
            json.writeNumberField("participant", row.getLong("participant_version"));
            json.writeEndObject();
            end(row);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A row of ids and active run; always true. */
    boolean brief(ResultSet row) throws SQLException {
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

    private void ids(ResultSet row) throws SQLException, IOException {
        json.writeStartObject();
        json.writeStringField("tenant_id", row.getString("tenant_id"));
        json.writeStringField("campaign_id", row.getString("campaign_id"));
        json.writeStringField("participant_id", row.getString("id"));
        json.writeStringField("customer_id", row.getString("customer_id"));
    }

    private void customer(ResultSet row) throws SQLException, IOException {
        json.writeObjectFieldStart("customer");
        boolean any = text(CustomerDraft.NAME_FIELD, row.getString("c_name"));
        for (Identifier identifier : Identifier.values()) {
            any |= text(identifier.fieldName(), row.getString("c_" + identifier.fieldName()));
        }
        stored(row.getString("c_attributes"), any);
    }

    private void participant(ResultSet row) throws SQLException, IOException {
        json.writeObjectFieldStart("participant");
        boolean result = row.getBoolean("result");
        boolean any = !row.wasNull() && text(ParticipantDraft.RESULT_FIELD, Boolean.toString(result));
        OffsetDateTime at = row.getObject("result_at", OffsetDateTime.class);
        any |= text(
                ParticipantDraft.RESULT_AT_FIELD,
                at == null ? null : at.toInstant().toString());
        stored(row.getString("attributes"), any);
    }

    private boolean text(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
        return value != null;
    }

    /** Ends an object with the properties of a stored one, whose names are never those of system fields. */
    private void stored(String object, boolean behindOthers) throws IOException {
        String inside = object.substring(object.indexOf('{') + 1, object.lastIndexOf('}'));
        if (!inside.isBlank()) {
            json.writeRaw(behindOthers ? "," : "");
            json.writeRaw(inside);
        }
        json.writeEndObject();
    }

    private void end(ResultSet row) throws SQLException, IOException {
        int run = row.getInt("active_run");
        if (row.wasNull()) {
            json.writeNullField("active_run");
        } else {
            json.writeNumberField("active_run", run);
        }
        json.writeEndObject();
    }

    /** The whole; nothing can be written behind it. */
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
