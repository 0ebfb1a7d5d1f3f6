import campaignflows.gateway.ServiceAddresses;
import campaignflows.gateway.openapi.ApiDocument;
import campaignflows.gateway.openapi.OpenApiMerger;
import campaignflows.gateway.proxy.RouteTable;
import campaignflows.platform.web.client.ServiceName;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the document that the gateway serves of those that the services were packaged with, by the gateway's own merger
 * and routes: the repository's folder and where to write.
 */
class MergeDocuments {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        List<ApiDocument> documents = new ArrayList<>();
        documents.add(read(root.resolve("api-gateway"), ServiceName.GATEWAY));
        for (ServiceName service : ServiceAddresses.PROXIED) {
            documents.add(read(root.resolve(service.audience()), service));
        }
        ObjectNode merged = new OpenApiMerger(new RouteTable()).merge(documents, List.of());
        JSON.writeValue(Path.of(arguments[1]).toFile(), merged);
    }

    private static ApiDocument read(Path module, ServiceName service) throws IOException {
        Path file = module.resolve("target/openapi/openapi.json");
        if (!Files.exists(file)) {
            System.err.println("Expected " + file + ": package the services first (mvn -DskipTests package)");
            System.exit(2);
        }
        return ApiDocument.of(service, (ObjectNode) JSON.readTree(file.toFile()));
    }
}
