package campaignflows.gateway.user;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What is told once, when a second factor was just turned on or its codes were renewed. */
@Schema(name = "RecoveryCodes")
public record RecoveryCodeList(
        @Schema(description = "Each signs in once in place of the app's code; they are told this once")
        List<String> recoveryCodes) {
    public RecoveryCodeList {
        recoveryCodes = List.copyOf(recoveryCodes);
    }

    @Override
    public String toString() {
        return "RecoveryCodeList";
    }
}
