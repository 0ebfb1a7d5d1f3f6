package campaignflows.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.gateway.authentication.Scope;
import campaignflows.platform.web.auth.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The document that says who may call what is the route table in words. */
class AccessDocumentTest {
    private static final Path DOCUMENT = Path.of("docs/access.md");
    private static final Path CURRENT = Path.of("target/access.md");
    private static final String HEAD = """
            # Who may call what

            The route table of the gateway (`proxy.RouteTable`), written by `AccessDocumentTest`: when the table changes, the test fails, and its
            message says how to write this page again. The gateway refuses by it (403) before a service receives anything, and the services
            check the role once more. `RolesE2EIT` asks every operation of the OpenAPI document as every role, at the gateway and at the service.

            HEAD is allowed wherever GET is.

            ## Members of a tenant

            Users and API keys, by their roles. Each role includes those to its left. An API key with scopes needs the one of the last column, too; where there is none, no scope is enough. All they reach belongs to their tenant: what belongs to another does not exist (404).

            """;

    private final List<Route> routes = new RouteTable()
            .routes().stream()
                    .sorted(Comparator.comparing((Route route) -> route.path().text())
                            .thenComparing(route -> methods(route)))
                    .toList();

    @Test
    void shouldBeWhatTheRouteTableSays() throws IOException {
        String current = HEAD + ofMembers() + ofOthers();
        Files.createDirectories(CURRENT.getParent());
        Files.writeString(CURRENT, current);

        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .as("In api-gateway, cp target/access.md docs/access.md writes it again")
                .isEqualTo(current);
    }

    private String ofMembers() {
        List<Role> roles = Role.ofPeople().reversed();
        String head =
                "| Path | Methods | Viewer | Operator | Campaign manager | Admin | Scope |\n|---|---|---|---|---|---|---|\n";
        return routes.stream()
                .filter(route -> route.access().least().isPresent())
                .map(route -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                route.path().text(),
                                methods(route),
                                roles.stream()
                                        .map(role -> route.access().callers().contains(role.wireName()) ? "yes" : "")
                                        .collect(Collectors.joining(" | ")),
                                scope(route)))
                .collect(Collectors.joining("", head, ""));
    }

    private static String scope(Route route) {
        Scope scope = route.scope();
        return scope == null ? "" : "`" + scope.wireName() + "`";
    }

    private String ofOthers() {
        String head = "\n## Others\n\n| Path | Methods | Who |\n|---|---|---|\n";
        return routes.stream()
                .filter(route -> route.access().least().isEmpty())
                .map(route ->
                        "| `%s` | %s | %s |\n".formatted(route.path().text(), methods(route), who(route.access())))
                .collect(Collectors.joining("", head, ""));
    }

    private static String who(Route.Access access) {
        return switch (access) {
            case PUBLIC -> "anyone";
            case SIGNED -> "anyone, at a bounded rate; the service verifies the signature or the secret in the path";
            case SOCKET -> "anyone, at a bounded rate; the service checks the page's origin";
            case SERVICE -> "a service of this system, by an internal token";
            case INSTALLATION_OPERATOR -> "the operator of the installation, by the operator's key";
            case VIEWER, OPERATOR, CAMPAIGN_MANAGER, ADMIN ->
                throw new IllegalArgumentException("Expected nobody of a tenant, but it is " + access);
        };
    }

    private static String methods(Route route) {
        return String.join(" ", new TreeSet<>(route.methods()));
    }
}
