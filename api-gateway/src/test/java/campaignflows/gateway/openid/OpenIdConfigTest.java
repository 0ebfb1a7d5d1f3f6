package campaignflows.gateway.openid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import campaignflows.platform.web.auth.Role;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OpenIdConfigTest {
    private static final String COMPANY = "CAMPAIGNFLOWS_OPENID_PROVIDERS_COMPANY_";

    @Test
    void shouldReadAProviderFromVariables() {
        OpenIdConfig config = read(Map.of(
                "CAMPAIGNFLOWS_OPENID_PUBLIC_URL",
                "https://flows.example",
                COMPANY + "TENANT_CLAIM",
                "company/tenant",
                COMPANY + "ROLES_CAMPAIGN_MANAGER",
                "editors,authors"));
        assertThat(config.providers()).containsOnlyKeys("company");
        OpenIdConfig.Provider company = company(config);
        assertThat(company.issuer()).isEqualTo("https://id.example");
        assertThat(company.scopes()).containsExactly("profile", "email");
        assertThat(company.roles().campaignManager()).contains(List.of("editors", "authors"));
        assertThat(company.tenantClaim()).isEqualTo("company/tenant");
        assertThat(ClaimRules.of("company", company).roles())
                .isEqualTo(Map.of("editors", Role.CAMPAIGN_MANAGER, "authors", Role.CAMPAIGN_MANAGER));
    }

    @Test
    void shouldTakeTheNamesOfOurRolesWhereNothingElseIsSaid() {
        ClaimRules rules = ClaimRules.of("company", company(read(Map.of())));
        assertThat(rules.roles())
                .isEqualTo(Map.of(
                        "admin", Role.ADMIN,
                        "campaign_manager", Role.CAMPAIGN_MANAGER,
                        "operator", Role.OPERATOR,
                        "viewer", Role.VIEWER));
    }

    @Test
    void shouldRefuseAValueThatMeansTwoRoles() {
        Map<String, String> twice = Map.of(COMPANY + "ROLES_ADMIN", "staff", COMPANY + "ROLES_VIEWER", "staff");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClaimRules.of("company", company(read(twice))))
                .withMessageContaining("name each value once, but not staff");
    }

    @Test
    void shouldReadOneTenantForAll() {
        UUID tenant = UUID.randomUUID();
        ClaimRules rules = ClaimRules.of("company", company(read(Map.of(COMPANY + "TENANT", tenant.toString()))));
        assertThat(rules.tenant()).isEqualTo(tenant);
    }

    private static OpenIdConfig.Provider company(OpenIdConfig config) {
        return Objects.requireNonNull(config.providers().get("company"));
    }

    private static OpenIdConfig read(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(variables);
        all.put(COMPANY + "ISSUER", "https://id.example");
        all.put(COMPANY + "CLIENT_ID", "campaign-flows");
        return new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(all, 300))
                .withMapping(OpenIdConfig.class)
                .build()
                .getConfigMapping(OpenIdConfig.class);
    }
}
