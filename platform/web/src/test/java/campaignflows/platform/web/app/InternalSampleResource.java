package campaignflows.platform.web.app;

import campaignflows.platform.web.auth.CurrentCaller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Deliberately without {@code @RolesAllowed}: the path alone must protect it. */
@Path("/internal/v1/samples")
@RunOnVirtualThread
public class InternalSampleResource {
    private final CurrentCaller caller;

    InternalSampleResource(CurrentCaller caller) {
        this.caller = caller;
    }

    public record Question(int number) {}

    public record Answer(int number, String tenant, String subject) {}

    @POST
    public Answer answer(Question question) {
        return new Answer(
                question.number() + 1, caller.tenant().map(Object::toString).orElse("none"), caller.subject());
    }
}
