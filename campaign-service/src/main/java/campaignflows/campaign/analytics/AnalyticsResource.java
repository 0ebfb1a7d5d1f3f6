package campaignflows.campaign.analytics;

import campaignflows.platform.values.Zones;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.client.TenantDirectory;
import campaignflows.platform.web.request.QueryParameters;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Analytics over HTTP. */
@Path("/api/v1/campaigns/{campaign_id}/analytics")
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.VIEWER_ROLE)
@Tag(name = "Analytics")
public class AnalyticsResource {
    private static final int MAX_YEARS = 200;

    private final AnalyticsService analytics;
    private final TenantDirectory tenants;
    private final CurrentCaller caller;

    AnalyticsResource(AnalyticsService analytics, TenantDirectory tenants, CurrentCaller caller) {
        this.analytics = analytics;
        this.tenants = tenants;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getAnalytics",
            summary = "Tells the figures of a campaign",
            description =
                    "Participants, how many were reached, the success rate, communications by status, channel, name and day, and a funnel per flow. A participant is reached when a communication with it is Started, Delivered, Read, Replied, Completed or NoResponse, and successful when one is Replied or Completed; the success rate is successful / reached. Communications count on the day on which they were planned. Who was removed from the campaign counts no more; what was sent to it does, also after an erasure. FigureChanges follow some moments behind the lists.")
    public Analytics get(
            @PathParam("campaign_id") UUID campaignId,
            @Parameter(description = "The first day that counts, such as 2026-06-01") @QueryParam("from") @Nullable
                    String from,
            @Parameter(description = "The last day that counts") @QueryParam("to") @Nullable String to,
            @Parameter(description = "IANA name of the zone of all days; the tenant's if left out")
                    @QueryParam("timezone")
                    @Nullable
                    String timezone) {
        UUID tenant = caller.requireTenant();
        LocalDate first = day("from", from);
        LocalDate last = day("to", to);
        if (first != null && last != null && last.isBefore(first)) {
            throw QueryParameters.malformed("to", "Expected a day that is not before from");
        }
        ZoneId own = tenants.parsing(tenant).zone();
        return analytics.of(tenant, campaignId, first, last, zone(timezone).orElse(own), own);
    }

    private static Optional<ZoneId> zone(@Nullable String text) {
        return QueryParameters.text("timezone", text).map(name -> {
            try {
                return Zones.parse(name);
            } catch (IllegalArgumentException e) {
                throw QueryParameters.malformed("timezone", String.valueOf(e.getMessage()));
            }
        });
    }

    private static @Nullable LocalDate day(String name, @Nullable String text) {
        return QueryParameters.text(name, text)
                .map(given -> parsed(name, given))
                .orElse(null);
    }

    private static LocalDate parsed(String name, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (Math.abs(day.getYear() - 2000) <= MAX_YEARS) {
                return day;
            }
        } catch (DateTimeException e) {
            // Told below, like a day that nobody means.
        }
        throw QueryParameters.malformed(name, "Expected a day such as 2026-06-30");
    }
}
