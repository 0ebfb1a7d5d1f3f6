package campaignflows.participant.contact;

import campaignflows.platform.contracts.participant.ContactPoints;
import campaignflows.platform.database.Database;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Returns to communication-service, before it sends, how participants can be reached now (rule M3). */
@Path("/internal/v1/participants/contacts")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
public class ContactResource {
    private final Database database;
    private final ContactRepository contacts;

    ContactResource(@Identifier("work") Database database, ContactRepository contacts) {
        this.database = database;
        this.contacts = contacts;
    }

    @POST
    @Operation(hidden = true)
    public ContactPoints.Response contacts(ContactPoints.Query query) {
        if (query.participantIds().size() > ContactPoints.MAX_PARTICIPANTS) {
            throw ProblemException.tooLarge(
                    "Ask for at most " + ContactPoints.MAX_PARTICIPANTS + " participants at a time");
        }
        return new ContactPoints.Response(database.read(tx -> contacts.of(tx, query.participantIds())));
    }
}
