/** Errors as problem details (RFC 9457): one catalogue of codes, one exception, one form on the wire. */
@NullMarked
package campaignflows.platform.web.problem;

import org.jspecify.annotations.NullMarked;
