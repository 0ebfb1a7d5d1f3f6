package campaignflows.communication.email;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** Makes the links by which contacts opt out of what a communication came by: whoever offers them implements this as a bean. */
@FunctionalInterface
public interface UnsubscribeLinks {
    /** The link of a communication, the same each time; empty if this installation does not know how it is reached. */
    Optional<URI> of(UUID communicationId);
}
