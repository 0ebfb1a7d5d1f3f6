package campaignflows.gateway.user;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What whoever has the link of an invitation sees of it. */
@Schema(name = "Invitation")
public record Invitation(String email, String name, String tenantName, Instant expiresAt) {}
