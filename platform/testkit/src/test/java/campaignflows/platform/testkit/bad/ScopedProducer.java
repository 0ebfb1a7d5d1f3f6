package campaignflows.platform.testkit.bad;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Produces a bean of another scope than all others. */
@Singleton
class ScopedProducer {
    @Produces
    @ApplicationScoped
    StringBuilder text() {
        return new StringBuilder();
    }
}
