package campaignflows.participant.walkcommit;

import campaignflows.platform.contracts.walk.WalkProtocol;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The requests of the engine (see {@link WalkProtocol}). */
@Path("/internal/v1/walks")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class WalkCommitResource {
    /** The engine stays far below this. */
    private static final int MAX_COMMIT_BYTES = 48 * 1024 * 1024;

    private final WalkCommitService service;
    private final BacklogService backlogs;

    WalkCommitResource(WalkCommitService service, BacklogService backlogs) {
        this.service = service;
        this.backlogs = backlogs;
    }

    @POST
    @Path("/begin")
    @Operation(hidden = true)
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] begin(WalkProtocol.Begin request) {
        return service.begin(request);
    }

    @POST
    @Path("/commit")
    @Operation(hidden = true)
    @Consumes(MediaType.APPLICATION_JSON)
    public void commit(@HeaderParam(HttpHeaders.CONTENT_LENGTH) @DefaultValue("-1") long length, InputStream body)
            throws IOException {
        service.commit(CommitReader.read(whole(body, length)));
    }

    /** Into an array of its size if that is known: otherwise megabytes would be copied once more. */
    private static byte[] whole(InputStream body, long length) throws IOException {
        byte[] text;
        if (length >= 0 && length <= MAX_COMMIT_BYTES) {
            text = new byte[(int) length];
            int read = body.readNBytes(text, 0, text.length);
            text = read == text.length ? text : Arrays.copyOf(text, read);
        } else {
            text = body.readNBytes(MAX_COMMIT_BYTES + 1);
        }
        if (text.length > MAX_COMMIT_BYTES) {
            throw ProblemException.tooLarge("A commit may have at most %d bytes".formatted(MAX_COMMIT_BYTES));
        }
        return text;
    }

    @GET
    @Path("/positions/{partition}")
    @Operation(hidden = true)
    public WalkProtocol.Position position(
            @PathParam("partition") int partition, @QueryParam("topic_id") @Nullable String topicId) {
        if (topicId == null) {
            throw ProblemException.malformed("topic_id: Expected the id of a topic");
        }
        return service.position(topicId, partition);
    }

    @GET
    @Path("/backlog")
    @Operation(hidden = true)
    public WalkProtocol.Backlog backlog() {
        return backlogs.backlog();
    }
}
