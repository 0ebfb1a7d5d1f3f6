package campaignflows.platform.web.request;

import campaignflows.platform.values.Sha256;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives each document of the public API that is returned to a GET or HEAD an {@code ETag}, and returns 304 to a caller that has
 * it already ({@code If-None-Match}). The tag is weak and computed from the response's bytes, so that it can never be older than
 * the response; one that a resource has set stays. Streams have none, since their length is unknown.
 */
@Provider
@Priority(EntityTagFilter.LAST)
public class EntityTagFilter implements ContainerResponseFilter {
    /** Filters of responses run from the highest priority to the lowest. */
    static final int LAST = 100;

    private static final Set<String> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final List<MediaType> DOCUMENTS =
            List.of(MediaType.APPLICATION_JSON_TYPE, new MediaType("application", "yaml"));
    private static final int OK = 200;
    private static final int NOT_MODIFIED = 304;
    private static final int TAG_BYTES = 16;

    private final ObjectMapper mapper;

    public EntityTagFilter(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) throws IOException {
        if (!isTagged(request, response)) {
            return;
        }
        String tag = response.getHeaderString(HttpHeaders.ETAG);
        if (tag == null) {
            MediaType type = response.getMediaType();
            byte[] body = written(response);
            tag = tag(body);
            response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
            response.setEntity(body, new Annotation[0], type == null ? MediaType.APPLICATION_JSON_TYPE : type);
        }
        if (matches(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatus(NOT_MODIFIED);
            response.setEntity(null);
        }
    }

    private byte[] written(ContainerResponseContext response) throws IOException {
        return response.getEntity() instanceof byte[] bytes
                ? bytes
                : mapper.writerFor(mapper.constructType(typeOf(response))).writeValueAsBytes(response.getEntity());
    }

    /** The type of what a resource returns, also of one that returns it later: there it is the type in the brackets. */
    private static Type typeOf(ContainerResponseContext response) {
        Type type = response.getEntityType();
        return type instanceof ParameterizedType later
                        && later.getRawType() instanceof Class<?> raw
                        && !raw.isInstance(response.getEntity())
                ? later.getActualTypeArguments()[0]
                : type;
    }

    private static boolean isTagged(ContainerRequestContext request, ContainerResponseContext response) {
        Object entity = response.getEntity();
        String path = request.getUriInfo().getPath();
        return READS.contains(request.getMethod())
                && response.getStatus() == OK
                && entity != null
                && isDocument(entity, response.getMediaType())
                && (path.startsWith("/api/") || path.startsWith("api/"));
    }

    /** A resource that builds its response itself leaves the type of a record open: it is written as JSON. */
    private static boolean isDocument(Object entity, @Nullable MediaType type) {
        if (entity instanceof byte[]) {
            return type != null && DOCUMENTS.stream().anyMatch(type::isCompatible);
        }
        return !(entity instanceof StreamingOutput)
                && !(entity instanceof InputStream)
                && !(entity instanceof CharSequence)
                && (type == null || MediaType.APPLICATION_JSON_TYPE.isCompatible(type));
    }

    /** Whether one of the tags of the header is this one, compared weakly (RFC 9110, 13.1.2). */
    static boolean matches(@Nullable String header, String tag) {
        if (header == null) {
            return false;
        }
        String opaque = opaque(tag);
        for (String each : header.split(",")) {
            String given = each.trim();
            if (given.equals("*") || opaque(given).equals(opaque)) {
                return true;
            }
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    private static String tag(byte[] body) {
        byte[] start = Arrays.copyOf(Sha256.of(body), TAG_BYTES);
        return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(start) + "\"";
    }
}
