package campaignflows.platform.testkit.bad;

import io.smallrye.mutiny.Uni;

final class ReactiveRules {
    Uni<String> greet() {
        return Uni.createFrom().item("hello");
    }
}
