package campaignflows.platform.testkit.bad;

import jakarta.enterprise.context.ApplicationScoped;

/** A bean of another scope than all others. */
@ApplicationScoped
class ScopedService {}
