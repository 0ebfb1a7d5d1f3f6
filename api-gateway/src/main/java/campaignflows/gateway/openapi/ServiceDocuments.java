package campaignflows.gateway.openapi;

import campaignflows.gateway.ServiceAddresses;
import campaignflows.gateway.management.ManagementClient;
import campaignflows.platform.web.client.ServiceName;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The documents of all services, merged and cached for some seconds. Of a service that does not respond, the last document that
 * it returned is used; of one that never responded, only its name.
 */
@Singleton
public class ServiceDocuments {
    private static final Logger LOG = Logger.getLogger(ServiceDocuments.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEFAULT_DOCUMENT = "<default>";
    private static final String PATH = "/q/openapi?format=json";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration FRESH_IF_INCOMPLETE = Duration.ofSeconds(2);
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private final OpenApiDocumentService own;
    private final ManagementClient management;
    private final OpenApiMerger merger;
    private final Map<ServiceName, ObjectNode> known = new EnumMap<>(ServiceName.class);
    private final ReentrantLock asking = new ReentrantLock();
    private @Nullable Merged last;

    public ServiceDocuments(OpenApiDocumentService own, ManagementClient management, OpenApiMerger.Routing routes) {
        this.own = own;
        this.management = management;
        this.merger = new OpenApiMerger(routes);
    }

    private record Merged(ObjectNode json, boolean complete, long atNanos) {
        boolean isFresh() {
            Duration kept = complete ? FRESH : FRESH_IF_INCOMPLETE;
            return System.nanoTime() - atNanos < kept.toNanos();
        }
    }

    /** The merged document; not to be changed. */
    public ObjectNode merged() {
        asking.lock();
        try {
            Merged present = last;
            if (present == null || !present.isFresh()) {
                present = merge();
                last = present;
            }
            return present.json();
        } finally {
            asking.unlock();
        }
    }

    private Merged merge() {
        boolean complete = refresh();
        List<ApiDocument> documents = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        documents.add(ApiDocument.of(
                ServiceName.GATEWAY,
                read(own.getDocument(DEFAULT_DOCUMENT, Format.JSON)).orElseThrow()));
        for (ServiceName service : ServiceAddresses.PROXIED) {
            ObjectNode json = known.get(service);
            if (json == null) {
                missing.add(service.audience());
            } else {
                documents.add(ApiDocument.of(service, json));
            }
        }
        return new Merged(merger.merge(documents, missing), complete, System.nanoTime());
    }

    private boolean refresh() {
        Map<ServiceName, CompletableFuture<Optional<byte[]>>> answers = new EnumMap<>(ServiceName.class);
        ServiceAddresses.PROXIED.forEach(
                service -> answers.put(service, management.body(service, PATH, TIMEOUT, MAX_BYTES)));
        boolean complete = true;
        for (var answer : answers.entrySet()) {
            Optional<ObjectNode> json = answer.getValue().join().flatMap(ServiceDocuments::read);
            json.ifPresent(document -> known.put(answer.getKey(), document));
            complete &= json.isPresent();
        }
        return complete;
    }

    private static Optional<ObjectNode> read(byte[] bytes) {
        try {
            return JSON.readTree(bytes) instanceof ObjectNode json ? Optional.of(json) : Optional.empty();
        } catch (IOException e) {
            LOG.warnf(
                    "a service's OpenAPI document cannot be read error=%s",
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
