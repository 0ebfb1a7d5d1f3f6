package campaignflows.gateway.openapi;

import campaignflows.platform.web.client.ServiceName;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * The OpenAPI document of one service.
 *
 * @param service its name
 * @param prefix put before names that another service uses for something else
 */
public record ApiDocument(String service, String prefix, ObjectNode json) {
    public static ApiDocument of(ServiceName service, ObjectNode json) {
        String name = service.name();
        return new ApiDocument(
                service.audience(), name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT), json);
    }
}
