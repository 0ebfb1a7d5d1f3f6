package campaignflows.gateway.tenant;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A tenant as the API shows it. */
@Schema(name = "Tenant")
public record TenantView(
        UUID id,
        String name,

        @Schema(description = "Name of the IANA database", examples = "Europe/Berlin")
        String timezone,

        @Schema(description = "How this tenant writes dates; read after ISO 8601", examples = "dd.MM.yyyy")
        String dateFormat,

        @Schema(description = "ISO 3166 country by which phone numbers without one are read", examples = "DE") @Nullable
        String region) {

    public static TenantView of(Tenant tenant) {
        TenantSettings settings = tenant.settings();
        return new TenantView(
                tenant.id(), settings.name(), settings.timezone().getId(), settings.dateFormat(), settings.region());
    }
}
