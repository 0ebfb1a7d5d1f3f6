/** Traces for an OpenTelemetry collector. */
@NullMarked
package campaignflows.platform.tracing;

import org.jspecify.annotations.NullMarked;
