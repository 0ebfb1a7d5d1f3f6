package campaignflows.platform.web.app;

import campaignflows.platform.contracts.DatabaseBusyException;
import campaignflows.platform.contracts.DatabaseRefusal;
import campaignflows.platform.contracts.DatabaseUnavailableException;
import campaignflows.platform.web.auth.CurrentCaller;
import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.problem.ProblemError;
import campaignflows.platform.web.problem.ProblemException;
import campaignflows.platform.web.request.Limit;
import campaignflows.platform.web.request.Page;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Path("/api/v1/samples")
@RunOnVirtualThread
@RolesAllowed(Role.VIEWER_ROLE)
public class SampleResource {
    private final CurrentCaller caller;

    SampleResource(CurrentCaller caller) {
        this.caller = caller;
    }

    public enum Color {
        DARK_RED,
        GREEN
    }

    public record Part(int count, @Nullable UUID id) {}

    public record Sample(
            @Size(max = 5) String displayName,
            @Nullable Color color,
            @Nullable BigDecimal amount,
            @Nullable Instant createdAt,
            @Nullable List<@Valid Part> parts,
            @Nullable Boolean active) {
        public Sample {
            if (displayName != null && displayName.equals("taken")) {
                throw new IllegalArgumentException("Expected a free name, but it is taken");
            }
        }
    }

    public record Who(String tenant, String subject, List<String> roles, String thread) {}

    @GET
    @Path("who")
    public Who who() {
        return new Who(
                caller.requireTenant().toString(),
                caller.subject(),
                caller.roles().stream().map(Role::wireName).sorted().toList(),
                Thread.currentThread().isVirtual() ? "virtual" : "platform");
    }

    @POST
    public Sample echo(@Valid @NotNull Sample sample) {
        return sample;
    }

    @POST
    @Path("csv")
    @Consumes("text/csv")
    public long csv(InputStream body) throws java.io.IOException {
        return body.transferTo(java.io.OutputStream.nullOutputStream());
    }

    @GET
    @Path("page")
    public Page<String> page(@QueryParam("limit") @Nullable String limit) {
        return Page.ofOneMore(List.of("a", "b"), Math.min(1, Limit.parse(limit)), last -> "after-" + last);
    }

    @GET
    @Path("revised")
    public Response revised() {
        return Response.ok(new Part(7, null)).header("ETag", "\"7\"").build();
    }

    @GET
    @Path("built")
    public Response built() {
        return Response.ok(new Part(7, null)).build();
    }

    @GET
    @Path("bytes")
    public Response bytes(@QueryParam("type") String type) {
        return Response.ok("{}".getBytes(StandardCharsets.UTF_8))
                .header("Content-Type", type)
                .build();
    }

    @GET
    @Path("admin")
    @RolesAllowed(Role.ADMIN_ROLE)
    public String admin() {
        return "ok";
    }

    @GET
    @Path("by-id/{id}")
    public String byId(@PathParam("id") UUID id) {
        throw ProblemException.notFound("sample");
    }

    @GET
    @Path("fail/{how}")
    public String fail(@PathParam("how") String how) throws Exception {
        switch (how) {
            case "stack" -> throw new StackOverflowError();
            case "memory" -> throw new OutOfMemoryError("secret detail");
            case "linkage" -> throw new NoClassDefFoundError("secret/Detail");
            default -> {}
        }
        throw switch (how) {
            case "invalid" ->
                ProblemException.invalid("Two things are wrong")
                        .withErrors(List.of(
                                ProblemError.ofField("name", "Too long"), ProblemError.ofIndex(3, "No identifier")))
                        .withFindings(List.of(new Part(7, null)));
            case "busy" -> ProblemException.tooManyRequests("Slow down", java.time.Duration.ofSeconds(7));
            case "pool" ->
                new IllegalStateException("wrapped", new DatabaseBusyException("secret pool", new IOException()));
            case "away" ->
                new IllegalStateException("wrapped", new DatabaseUnavailableException("secret", new IOException()));
            case "stopped" -> new Refused("57014");
            case "rejected" -> new java.util.concurrent.RejectedExecutionException("secret executor is full");
            case "nul" -> new IllegalStateException(new Refused("22021"));
            case "sql" -> new Refused("42P01");
            case "json" -> new com.fasterxml.jackson.core.JsonParseException(null, "internal document broken");
            default -> new IllegalStateException("secret detail of " + SampleResource.class.getName());
        };
    }

    /** As a seam throws it. */
    private static final class Refused extends RuntimeException implements DatabaseRefusal {
        private static final long serialVersionUID = 1L;
        private final String sqlState;

        Refused(String sqlState) {
            super("relation secret_table");
            this.sqlState = sqlState;
        }

        @Override
        public String sqlState() {
            return sqlState;
        }
    }
}
