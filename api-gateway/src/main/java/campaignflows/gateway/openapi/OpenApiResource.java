package campaignflows.gateway.openapi;

import campaignflows.platform.web.problem.ErrorCode;
import campaignflows.platform.web.problem.ProblemException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The one document of the whole API, readable by everyone: it says nothing that the source code does not. */
@Path("/api/openapi")
@RunOnVirtualThread
@PermitAll
public class OpenApiResource {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build());

    private final ServiceDocuments documents;

    public OpenApiResource(ServiceDocuments documents) {
        this.documents = documents;
    }

    private enum Form {
        JSON_FORM("application/json"),
        YAML_FORM("application/yaml");

        private final String mediaType;

        Form(String mediaType) {
            this.mediaType = mediaType;
        }
    }

    /**
     * The document.
     *
     * @param format json or yaml; without it, what Accept prefers, and JSON if it does not say
     */
    @GET
    @Operation(hidden = true)
    public Response get(@QueryParam("format") @Nullable String format, @HeaderParam("Accept") @Nullable String accept) {
        Form form = form(format, accept);
        try {
            ObjectMapper mapper = form == Form.YAML_FORM ? YAML : JSON;
            return Response.ok(mapper.writeValueAsBytes(documents.merged()))
                    .header("Content-Type", form.mediaType + ";charset=UTF-8")
                    .header("Vary", "Accept")
                    .build();
        } catch (JsonProcessingException e) {
            throw new ProblemException(ErrorCode.UNEXPECTED, "The document cannot be written");
        }
    }

    private static Form form(@Nullable String format, @Nullable String accept) {
        if (format == null) {
            boolean yaml = accept != null && accept.contains("yaml") && !accept.contains("json");
            return yaml ? Form.YAML_FORM : Form.JSON_FORM;
        }
        return switch (format.toLowerCase(java.util.Locale.ROOT)) {
            case "json" -> Form.JSON_FORM;
            case "yaml" -> Form.YAML_FORM;
            default -> throw ProblemException.malformed("format: Expected json or yaml");
        };
    }
}
